/** Why a message is quarantined, in every inbox. */
export const QUARANTINE_REASON = 'the id of another message, with other content'
