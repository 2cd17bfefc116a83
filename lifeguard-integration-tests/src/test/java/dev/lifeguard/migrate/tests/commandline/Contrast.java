package dev.lifeguard.migrate.tests.commandline;

/** Contrast of texts as WCAG 2.2 defines it (1.4.3): 4.5 to 1 at least, 3 to 1 of large ones. */
final class Contrast {

    /** Of a page in a browser: the texts that have too little. */
    static final String OF_PAGE =
            """
            (() => {
                const canvas = document.createElement('canvas').getContext('2d');
                const rgb = (color) => {
                    canvas.clearRect(0, 0, 1, 1);
                    canvas.fillStyle = color;
                    canvas.fillRect(0, 0, 1, 1);
                    return [...canvas.getImageData(0, 0, 1, 1).data];
                };
                const light = ([r, g, b]) => {
                    const part = (it) => it / 255 <= 0.04045
                        ? it / 255 / 12.92 : ((it / 255 + 0.055) / 1.055) ** 2.4;
                    return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
                };
                const back = (node) => {
                    for (let at = node; at; at = at.parentElement) {
                        const color = rgb(getComputedStyle(at).backgroundColor);
                        if (color[3] === 255) {
                            return color;
                        }
                    }
                    return [255, 255, 255];
                };
                const few = [];
                const all = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
                while (all.nextNode()) {
                    const node = all.currentNode.parentElement;
                    if (!all.currentNode.data.trim() || node.closest('svg, script') || !node.checkVisibility()) {
                        continue;
                    }
                    const style = getComputedStyle(node);
                    const [a, b] = [light(rgb(style.color)), light(back(node))];
                    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
                    if (ratio < (parseFloat(style.fontSize) >= 24 ? 3 : 4.5)) {
                        few.push(`${all.currentNode.data.trim()}: ${ratio.toFixed(2)}`);
                    }
                }
                return few;
            })()
            """;

    private Contrast() {}
}
