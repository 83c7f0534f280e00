/** What is used of a client: one script, by its text and by its hash. */
export type RedisClient = NodeRedisClient | IoRedisClient

/** A client of the package `redis`, of a single server, a cluster or sentinels; version 4 or later. */
export interface NodeRedisClient {
  eval(script: string, options: ScriptOptions): Promise<unknown>
  evalSha(sha1: string, options: ScriptOptions): Promise<unknown>
}

interface ScriptOptions {
  keys: string[]
  arguments: string[]
}

/** A client of the package `ioredis`, of a single server or a cluster; or whatever else runs these two commands. */
export interface IoRedisClient {
  eval(script: string, keyCount: number, ...keysAndArguments: string[]): Promise<unknown>
  evalsha(sha1: string, keyCount: number, ...keysAndArguments: string[]): Promise<unknown>
}
