// Adds what the AWS SDK needs for lists of objects and neither Workers nor a browser's workers have.
import { DOMParser, Node } from "@xmldom/xmldom";

export function addXmlParser() {
	Object.assign(globalThis, { DOMParser, Node });
}
