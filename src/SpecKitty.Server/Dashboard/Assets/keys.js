// Names what stands for something of the mission, so that it is found again in another rendering.

/** The name of a node among its siblings; empty when it has none. */
export const keyOf = (node) => node.nodeType === Node.ELEMENT_NODE ? node.dataset.key || node.id : "";
