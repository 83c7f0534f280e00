/** How many times as fast as the machine's the clocks of the fake and of the client run. */
export const HURRY = 50
