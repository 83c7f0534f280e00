/** Variants are those that came as quarantined. What is forgotten is found by the time of its key. */
export const VERSION_2 = `
  ALTER TABLE tenon_inbox ADD COLUMN is_variant INTEGER NOT NULL DEFAULT 0;
  UPDATE tenon_inbox SET is_variant = 1 WHERE state = 'quarantined';
  DROP INDEX tenon_inbox_done;
  CREATE INDEX tenon_inbox_done ON tenon_inbox (key_until) WHERE state = 'done';
  UPDATE tenon_inbox_schema SET version = 2;`
