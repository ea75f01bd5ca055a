/** 路平 灯明 水畅 线齐 景美, always in this order. In a file of their own: the map needs the names at once, the tables of measures only forms do. */
export const STANDARDS = ['road', 'light', 'water', 'line', 'scene'] as const;
export type Standard = (typeof STANDARDS)[number];
