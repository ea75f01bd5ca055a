type Moment = 'before' | 'after';

/** What stands in the lane before and after a work of a type. Plain shapes, nobody in them, no letters: a machine may have no fonts. */
const THINGS: Record<string, Record<Moment, string>> = {
  pavement_repair: {
    before:
      '<path d="M300 640l120-70 150 20 60 70-140 50zM520 520l80-20 40 40-70 40zM380 480l60-16 20 30-50 20z" fill="#4b4640"/><path d="M330 700l90-110 70 30 120-110M540 660l110 40" stroke="#4b4640" stroke-width="7" fill="none"/>',
    after: '<path d="M40 720L425 330h110L920 720z" fill="#5d6063"/><path d="M476 700l2-110h8l6 110zM478 560l1-70h6l2 70zM480 470v-40h5v40z" fill="#e8e4d8"/>',
  },
  wall_paint: {
    before:
      '<path d="M60 330l190-30 10 150-90 60-60-30-50 20zM120 180l140 10-20 70-110 10z" fill="#8d7a63"/><path d="M700 260l120-20 40 120-70 80-90-40zM660 420l60 20-20 60z" fill="#8d7a63"/><path d="M80 520l60-30M210 240l30 70M780 200l-30 90" stroke="#5c4f40" stroke-width="6"/>',
    after:
      '<path d="M0 90l400 190v200L0 690z" fill="#e9e2d0"/><path d="M960 90L560 280v200l400 210z" fill="#efe9da"/><path d="M0 560l400-110v34L0 690zM960 560L560 450v34l400 206z" fill="#7f8f86"/><path d="M150 250l80 36v92l-80 20zM760 250l-80 36v92l80 20z" fill="#46525c"/>',
  },
  lamp_install: {
    before: '<rect width="960" height="720" fill="#0c1218" opacity=".74"/>',
    after:
      '<rect width="960" height="720" fill="#0c1218" opacity=".42"/><path d="M250 90L90 720h470z" fill="#f6dc92" opacity=".42"/><path d="M650 230L570 560h240z" fill="#f6dc92" opacity=".4"/><path d="M140 640V110q0-40 50-40h60M740 560V250q0-26-34-26h-50" stroke="#aab3ba" stroke-width="12" fill="none"/><ellipse cx="254" cy="78" rx="34" ry="13" fill="#fff3c4"/><ellipse cx="652" cy="228" rx="24" ry="9" fill="#fff3c4"/>',
  },
  sewer_refurbish: {
    before:
      '<ellipse cx="470" cy="620" rx="260" ry="74" fill="#66808c"/><ellipse cx="420" cy="604" rx="110" ry="24" fill="#93a9b2"/><ellipse cx="510" cy="470" rx="80" ry="20" fill="#66808c"/>',
    after:
      '<path d="M640 720L545 400h16L700 720z" fill="#4a5055"/><path d="M566 430h-14M575 470h-16M588 520h-18M604 580h-22M622 650h-26" stroke="#c7cbce" stroke-width="8"/>',
  },
  manhole_replace: {
    before:
      '<ellipse cx="480" cy="600" rx="120" ry="44" fill="#15191c"/><path d="M380 590a120 44 0 0 1 130-32l-40 60-60 10z" fill="#555c62"/><path d="M600 560l40 110M330 640l-50 40" stroke="#3b3631" stroke-width="8"/>',
    after:
      '<ellipse cx="480" cy="600" rx="120" ry="44" fill="#6a737a"/><ellipse cx="480" cy="598" rx="104" ry="36" fill="#545c63"/><path d="M390 586h180M380 602h200M396 618h168" stroke="#7d868d" stroke-width="7"/>',
  },
  cable_tidy: {
    before:
      '<path d="M150 60Q480 360 800 60M150 110Q480 470 800 90M150 150Q520 250 800 150M170 70Q430 520 780 110M160 180Q500 420 790 70M200 90q60 240 220 260" stroke="#20262a" stroke-width="7" fill="none"/><path d="M140 40v560M810 40v560" stroke="#6b5743" stroke-width="24"/>',
    after:
      '<path d="M140 40v560M810 40v560" stroke="#8b959c" stroke-width="20"/><path d="M150 96Q480 130 800 96M150 116Q480 150 800 116" stroke="#20262a" stroke-width="7" fill="none"/><path d="M128 86h26v44h-26zM798 86h26v44h-26z" fill="#4d565c"/>',
  },
  parking_add: {
    before:
      '<g fill="#7b8a97"><rect x="250" y="520" width="190" height="80" rx="18" transform="rotate(-24 340 560)"/><rect x="500" y="560" width="210" height="84" rx="18" transform="rotate(18 600 600)"/><rect x="440" y="430" width="110" height="46" rx="12" transform="rotate(40 490 450)"/></g>',
    after:
      '<path d="M150 690l150-190M330 690l70-190M510 690l-6-190M690 690l-82-190M150 690h700" stroke="#f5f3ea" stroke-width="10" fill="none"/><g fill="#7b8a97"><path d="M216 670l50-110h70l-20 110zM570 670l-20-110h62l50 110z"/></g>',
  },
  small_ad_clear: {
    before:
      '<g fill="#f3efe2"><path d="M60 300l90 10v110l-90 20zM180 330l70 4v80l-70 14zM110 470l80-6v70l-80 20zM680 330l70-8v100l-70-6zM790 310l80-12v120l-80-10zM720 450l90 6v80l-90-14z"/></g><g fill="#c46a5a"><path d="M70 320l60 6v20l-60 4zM800 330l60-8v24l-60 2zM690 350l50-4v18l-50 2z"/></g>',
    after: '',
  },
};

/** A lane seen along its line, before or after a work. tint 0-1: the colour of its walls and the time of day. @returns SVG, the same for the same arguments */
export function drawLane(workType: string, moment: Moment, tint: number, { width, height }: { width: number; height: number }): string {
  const hue = Math.round(18 + tint * 40);
  const wall = (light: number): string => `hsl(${hue} 22% ${light}%)`;
  const lane = `<rect width="960" height="720" fill="hsl(${Math.round(200 + tint * 20)} 38% 84%)"/>
    <path d="M0 90l400 190v200L0 690z" fill="${wall(66)}"/><path d="M960 90L560 280v200l400 210z" fill="${wall(72)}"/>
    <path d="M0 720V690l400-210h160l400 210v30z" fill="#8f8b84"/>
    <path d="M150 250l80 36v92l-80 20zM760 250l-80 36v92l80 20zM300 320l40 18v52l-40 8zM650 322l-34 16v46l34 8z" fill="#46525c"/>
    <path d="M400 280h160v200H400z" fill="${wall(58)}"/>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 960 720" width="${width}" height="${height}">${lane}${THINGS[workType]?.[moment] ?? ''}</svg>`;
}
