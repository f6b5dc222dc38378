// The texts and lines of a page whose contrast with what is behind them is too low: 4.5 for texts, and 3 for what is
// drawn, as the Web Content Accessibility Guidelines ask.
(() => {
  const parse = (color) => {
    const [red, green, blue, alpha = 1] = (color.match(/[\d.]+/g) || [0, 0, 0, 0]).map(Number);
    return [red, green, blue, alpha];
  };
  const over = (front, back) => {
    const mix = (index) => front[index] * front[3] + back[index] * (1 - front[3]);
    return [mix(0), mix(1), mix(2), 1];
  };
  const behind = (element) => {
    const layers = [];
    for (let one = element; one; one = one.parentElement) layers.unshift(parse(getComputedStyle(one).backgroundColor));
    return layers.reduce((back, layer) => over(layer, back), [255, 255, 255, 1]);
  };
  const luminance = ([red, green, blue]) => {
    const part = (value) => {
      const share = value / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    };
    return 0.2126 * part(red) + 0.7152 * part(green) + 0.0722 * part(blue);
  };
  const contrast = (one, other) => {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };
  const faint = [];
  const look = (element, color, least, what) => {
    if (element.getClientRects().length === 0) return;
    const back = behind(element);
    const ratio = contrast(over(parse(color), back), back);
    if (ratio < least) faint.push(`${what}: ${ratio.toFixed(2)}, ${color} on ${back}`);
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let seen = 0;
  while (texts.nextNode()) {
    const { parentElement: element, textContent: text } = texts.currentNode;
    if (!text.trim() || ["SCRIPT", "STYLE"].includes(element.tagName)) continue;
    seen += 1;
    look(element, getComputedStyle(element).color, 4.5, text.trim());
  }
  for (const drawn of document.querySelectorAll(".arrow, .cross")) look(drawn, getComputedStyle(drawn).stroke, 3, "line");
  for (const drawn of document.querySelectorAll(".dot, .head")) look(drawn, getComputedStyle(drawn).fill, 3, "dot");
  return seen > 50 ? faint : ["hardly any text is looked at"];
})()
