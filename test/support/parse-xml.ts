/** An element with its attributes, its children and the text directly in it. */
export interface XmlElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: XmlElement[]
  text: string
}

const TOKEN = /<\?xml[^<>]*\?>|<\/([\w-]+)>|<([\w-]+)((?:\s+[\w-]+="[^"<]*")*)\s*(\/?)>|([^<]+)/gy
const NOT_XML = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u

/** Parses the XML that reporters write; throws at anything that is not well-formed. */
export function parseXml(text: string): XmlElement {
  if (NOT_XML.test(text)) throw new Error('a character that XML 1.0 cannot hold')
  const root: XmlElement = { name: '', attributes: {}, children: [], text: '' }
  const open = [root]
  let end = 0
  for (const match of text.matchAll(TOKEN)) {
    const [token, closing, name, attributes = '', slash, characters] = match
    end = match.index + token.length
    const parent = open.at(-1) as XmlElement
    if (characters !== undefined) parent.text += decodeEntities(characters)
    if (closing !== undefined && open.pop()?.name !== closing) throw new Error(`</${closing}> closes nothing`)
    if (name !== undefined) {
      const element = { name, attributes: readAttributes(attributes), children: [], text: '' }
      parent.children.push(element)
      if (slash === '') open.push(element)
    }
  }
  if (end !== text.length) throw new Error(`not well-formed at ${end}: ${text.slice(end, end + 40)}`)
  if (open.length !== 1 || root.children.length !== 1) throw new Error('not one closed root element')
  return root.children[0] as XmlElement
}

function readAttributes(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [
      name,
      decodeEntities(value),
    ]),
  )
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d+)|(\w+))?;?/g, (entity, code, name) => {
    const character = code === undefined ? ENTITIES[name] : String.fromCodePoint(Number(code))
    if (character === undefined) throw new Error(`the entity ${entity} is not known`)
    return character
  })
}
