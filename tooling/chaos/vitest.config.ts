export { default } from '@tenon/vitest'
