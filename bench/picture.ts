/** The width of every picture. */
export const WIDTH = 720;

/** Readable on light and dark pages: an image does not know the colours of its page, but does know the preference of its reader. */
const STYLE = `
    text { font: 14px system-ui, sans-serif; fill: #1f2328 }
    .title { font-weight: 600 } .small { font-size: 12px }
    .grey { color: #8c959f } .blue { color: #0969da } .green { color: #1a7f37 } .orange { color: #bc4c00 }
    @media (prefers-color-scheme: dark) {
      text { fill: #e6edf3 }
      .blue { color: #4493f8 } .green { color: #3fb950 } .orange { color: #f0883e }
    }`;

export type Colour = 'grey' | 'blue' | 'green' | 'orange';

/** An SVG of equally high parts, one below the other; each part is the lines of its elements. */
export function picture(label: string, partHeight: number, parts: readonly (readonly string[])[]): string {
  const group = (lines: readonly string[], index: number): string =>
    `  <g transform="translate(0 ${index * partHeight})">\n${lines.map((line) => `    ${line}`).join('\n')}\n  </g>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${parts.length * partHeight}" role="img" aria-label="${label}">
  <style>${STYLE}
  </style>
${parts.map(group).join('\n')}
</svg>
`;
}

export const title = (text: string): string => `<text class="title" x="10" y="22">${text}</text>`;
