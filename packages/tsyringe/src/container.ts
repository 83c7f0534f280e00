// The only file that imports tsyringe, which throws unless reflect-metadata was loaded before it.
import 'reflect-metadata'

export { container, type delay, type DependencyContainer } from 'tsyringe'
