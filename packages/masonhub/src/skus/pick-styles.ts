/** In which order units are taken from the shelf: first or last in, or first to expire. MasonHub OpenAPI, `sku.pick_style`. */
export const PICK_STYLES = ['FIFO', 'FEFO', 'LIFO'] as const
