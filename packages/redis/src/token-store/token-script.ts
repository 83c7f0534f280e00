/** Milliseconds for which a key is kept after the last of it was alive: for as long failures in a row are counted. */
const KEPT_MS = 3_600_000

/**
 * The three commands of a `TokenStore`. A key is one hash; its moments are in milliseconds of the server's clock.
 * Nothing is written but by who takes a lease, puts or fails: who waits, or adopts, reads.
 */
export const TOKEN_SCRIPT = `
local key, command = KEYS[1], ARGV[1]
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local kept = redis.call('HMGET', key,
  'fence', 'failures', 'id', 'sealed', 'born', 'ends', 'code', 'paused', 'taken', 'leased')
local function number(index) return tonumber(kept[index] or 0) end
local fence, failures, ends, paused, leased = number(1), number(2), number(6), number(8), number(10)

local function write(...)
  redis.call('HSET', key, ...)
  local alive = redis.call('HMGET', key, 'ends', 'paused', 'leased')
  local last = now
  for _, moment in ipairs(alive) do last = math.max(last, tonumber(moment or 0)) end
  redis.call('PEXPIRE', key, last - now + ${KEPT_MS})
end

if command == 'step' then
  local leaseMs, seen = ARGV[2], ARGV[3]
  if now < ends and kept[3] ~= seen then return { 'adopt', kept[3], kept[4], now - number(5) } end
  if now < paused then return { 'failed', kept[7], paused - now } end
  if now < leased then return { 'wait' } end
  -- Above every earlier one, those too that a fail-over has lost.
  fence = math.max(fence + 1, now)
  write('fence', fence, 'taken', now, 'leased', now + leaseMs)
  return { 'leased', fence, failures }
end

if fence ~= tonumber(ARGV[2]) or now >= leased then return 0 end
if command == 'put' then
  local id, sealed, lifeMs = ARGV[3], ARGV[4], ARGV[5]
  local born = number(9)
  write('id', id, 'sealed', sealed, 'born', born, 'ends', born + lifeMs, 'failures', 0, 'paused', 0, 'leased', 0)
else
  local code, forMs = ARGV[3], ARGV[4]
  write('code', code, 'paused', now + forMs, 'failures', failures + 1, 'leased', 0)
end
return 1
`
