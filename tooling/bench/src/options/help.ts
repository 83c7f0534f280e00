export const help = `Measures Tenon's whole pipeline beside raw undici with the same schema, in pairs of rounds in one run.

  npm run bench                     1 KB of JSON
  npm run bench -- --bytes 51200    a list of 50 KB
  npm run bench -- --log            with one JSON line per call in a file; the raw side writes none
  npm run bench -- --all            these three, one line each
  npm run bench -- --peers          other clients as well, and a bare dispatch(), each beside raw undici
  npm run bench -- --import         import time of @tenon/core (built first) beside undici; at most 1.2
  npm run bench -- --heap           memory: bytes that stay behind for each call; exit code 1 if more than 1

  npm run bench -- --webhooks       deliveries that a receiver acknowledges in a second, and how long each takes

  --store <name>     the inbox behind --webhooks (default sqlite)
  --bytes <number>   of JSON in an answer (default 1024)
  --pairs <number>   of rounds (default 31; 15 of each peer; --import 41; --webhooks 5)
  --calls <number>   in a round (default 4000, or 1000 of more than 10,000 bytes; 2000 of each peer;
                     10000 with --webhooks);
                     with --heap, in memory (default 1000000), and a tenth of it over the wire;
                     far fewer say little, as the heap moves by some kilobytes on its own
  --cpu              the CPU time of each side as well: steadier than the clock beside other work
  --json             one JSON object instead of lines; npm run --silent bench -- --json

The last line is for scripts: "ratio 1.08" is the median over the pairs of Tenon's calls per second ÷ raw
undici's, at 1 KB unless one scenario is chosen. Above 1, Tenon is faster. Single pairs scatter on a busy
machine; if half of them lie far apart, run it again or take more pairs. What the figures mean, and those
measured last: docs/performance.md.`
