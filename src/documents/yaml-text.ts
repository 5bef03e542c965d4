import { type Document, isScalar, Scalar, visit } from "yaml";
import { isSafe, safe } from "../model/safe.ts";

/**
 * A document as text that may be printed: what a terminal or a pipeline would obey stands as its escape, in double quotes,
 * where it is read back as itself. In comments the escape is what people see.
 */
export function yamlText(document: Document): string {
  visit(document, {
    Scalar(_key, node) {
      if (typeof node.value === "string" && !isSafe(node.value)) node.type = Scalar.QUOTE_DOUBLE;
      oneLine(node);
    },
    Collection: (_key, node) => oneLine(node),
    Pair(_key, { key, value }) {
      for (const node of [key, value]) if (isScalar(node)) oneLine(node);
    },
  });
  oneLine(document);
  return safe(document.toString({ lineWidth: 0, flowCollectionPadding: true }), { colors: false, pipeline: true });
}

/** Names of others in a comment must not end it: only \n begins another line of it. */
function oneLine(node: { comment?: string | null; commentBefore?: string | null }): void {
  const clean = (text: string) => text.replace(/\r/g, "\\r");
  if (node.comment) node.comment = clean(node.comment);
  if (node.commentBefore) node.commentBefore = clean(node.commentBefore);
}
