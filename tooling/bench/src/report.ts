/** Where results go: as lines while they come, or as one JSON object at the end. */
export interface Report {
  /** A line that says what follows. Not part of the JSON. */
  note(line: string): void
  add(line: string, result: object): void
  /** The last line, for scripts. */
  end(line: string): void
}

export function createReport(json: boolean): Report {
  const results: object[] = []
  return {
    note(line) {
      if (!json) console.log(line)
    },
    add(line, result) {
      results.push(result)
      if (!json) console.log(line)
    },
    end(line) {
      console.log(json ? JSON.stringify({ node: process.version, results, result: line }) : line)
    },
  }
}
