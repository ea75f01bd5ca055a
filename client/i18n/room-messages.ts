/** Same shape, any text: what English must be to Chinese, so that a missing key is a type error. */
type Texts<Shape> = { [Key in keyof Shape]: Shape[Key] extends string ? string : Texts<Shape[Key]> };

/** The texts of one room in both languages. Chinese is written first and sets the keys. */
export function roomMessages<const Zh extends object>(zh: Zh, en: Texts<Zh>): { zh: Zh; en: Texts<Zh> } {
  return { zh, en };
}
