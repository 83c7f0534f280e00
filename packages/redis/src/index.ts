export { createRedisTokenStore } from './token-store/create-redis-token-store.ts'
export type { RedisTokenStoreOptions } from './token-store/create-redis-token-store.ts'
export type { IoRedisClient, NodeRedisClient, RedisClient } from './redis-client.ts'
