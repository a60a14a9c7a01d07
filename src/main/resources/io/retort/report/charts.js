(() => {
  "use strict";
  // each chart is drawn already: this draws it again so that it answers to pointer and keys
  const made = [];

  const number = value => value == null ? "–" : Math.abs(value) >= 100 ? value.toFixed(1) : value.toPrecision(4);

  const size = value => {
    const unit = [[1e9, " G"], [1e6, " M"], [1e3, " k"]].find(([least]) => value >= least);
    return unit ? Number((value / unit[0]).toPrecision(4)) + unit[1] : String(Number(value.toPrecision(value < 100 ? 2 : 3)));
  };

  const spoken = (chart, value) => chart.shape !== "DOTS" ? number(value) : chart.log ? size(value) : value.toFixed(3);

  // where a value of dots lies, from left to right; a logarithmic axis has no place for less than its first
  const right = (u, chart, value) =>
    Math.max(u.bbox.left, u.valToPos(chart.log ? Math.max(value, chart.y[0]) : value, "y", true));

  const inside = (u, paint) => {
    const { ctx, bbox } = u;
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    ctx.clip();
    ctx.setLineDash([]);
    paint(ctx, x => u.valToPos(x, "x", true), y => u.valToPos(y, "y", true));
    ctx.restore();
  };

  const stroke = (ctx, ...points) => {
    ctx.beginPath();
    points.forEach(([x, y]) => ctx.lineTo(x, y));
    ctx.stroke();
  };

  const bars = (u, chart, line, ink) => inside(u, (ctx, x, y) => line.points.forEach(([at, mean, low, high]) => {
    const left = x(at - chart.half), right = x(at + chart.half);
    ctx.fillStyle = line.stroke.colour;
    ctx.fillRect(left, y(mean), right - left - devicePixelRatio, y(0) - y(mean));
    ctx.strokeStyle = ink;
    ctx.lineWidth = devicePixelRatio;
    stroke(ctx, [x(at), y(low)], [x(at), y(high)]);
  }));

  const dots = (u, chart, line, ink) => {
    const { ctx, bbox } = u, pixel = devicePixelRatio;
    ctx.save();
    ctx.setLineDash([]);
    ctx.fillStyle = ctx.strokeStyle = line.stroke.colour;
    line.points.forEach(([row, mean, low, high]) => {
      const y = u.valToPos(row, "x", true), x = right(u, chart, mean);
      ctx.lineWidth = pixel;
      ctx.globalAlpha = 0.35;
      stroke(ctx, [bbox.left, y], [x, y]);
      ctx.globalAlpha = 1;
      ctx.lineWidth = line.stroke.width * pixel;
      stroke(ctx, [right(u, chart, low), y], [right(u, chart, high), y]);
      ctx.beginPath();
      ctx.arc(x, y, 5 * pixel, 0, 2 * Math.PI);
      ctx.fill();
    });
    ctx.fillStyle = ink;
    ctx.font = 13 * pixel + "px system-ui, sans-serif";
    ctx.textAlign = "left";
    ctx.textBaseline = "middle";
    line.points.forEach(([row, mean]) =>
      ctx.fillText(spoken(chart, mean), bbox.left + bbox.width + 10 * pixel, u.valToPos(row, "x", true)));
    ctx.restore();
  };

  const spread = (u, line) => inside(u, (ctx, x, y) => {
    ctx.fillStyle = ctx.strokeStyle = line.stroke.colour;
    if (!line.joined) {
      ctx.lineWidth = line.stroke.width * devicePixelRatio;
      line.points.forEach(([at, , low, high]) => stroke(ctx, [x(at), y(low)], [x(at), y(high)]));
    } else if (line.stroke.width > 1.2 && line.points.length) {
      ctx.globalAlpha = 0.15;
      ctx.beginPath();
      line.points.forEach(([at, , , high]) => ctx.lineTo(x(at), y(high)));
      line.points.slice().reverse().forEach(([at, , low]) => ctx.lineTo(x(at), y(low)));
      ctx.fill();
    }
  });

  const level = (u, band) => inside(u, (ctx, x, y) => {
    ctx.globalAlpha = 0.13;
    ctx.fillStyle = band.stroke.colour;
    ctx.fillRect(u.bbox.left, y(band.high), u.bbox.width, y(band.low) - y(band.high));
  });

  // those of bars that are switched off are, too
  const shown = (u, chart) => {
    if (chart.shape !== "BARS") return chart.marks;
    const off = new Set(chart.lines.filter((line, i) => !u.series[i + 1].show).flatMap(line => line.points.map(point => point[0])));
    return chart.marks.filter(mark => !off.has(mark.x));
  };

  const diamonds = (u, chart) => shown(u, chart).forEach(mark => {
    const { ctx, bbox } = u, isDots = chart.shape === "DOTS";
    const along = mark.x == null ? bbox.left + bbox.width - 7 * devicePixelRatio : u.valToPos(mark.x, "x", true);
    const [x, y] = isDots ? [right(u, chart, mark.y), along] : [along, u.valToPos(mark.y, "y", true)];
    const r = (isDots ? 7 : 6) * devicePixelRatio;
    ctx.save();
    ctx.beginPath();
    ctx.moveTo(x, y - r);
    [[r, 0], [0, r], [-r, 0]].forEach(([dx, dy]) => ctx.lineTo(x + dx, y + dy));
    ctx.closePath();
    ctx.fillStyle = "#fff";
    ctx.strokeStyle = mark.colour;
    ctx.lineWidth = 2.2 * devicePixelRatio;
    ctx.setLineDash([]);
    if (!isDots) ctx.fill(); // a dot may lie under it
    ctx.stroke();
    ctx.restore();
  });

  // the column of a point: a group's bars share one
  const column = (chart, x) => chart.shape === "BARS" ? Math.round(x) : x;

  // what the legend says of a series at a column
  const said = (chart, line, x, value) => {
    if (value == null) return "–";
    if (chart.shape === "LINES") return number(value);
    const [at, mean, , high] = line.points.find(point => column(chart, point[0]) === x);
    const theirs = chart.shape === "BARS" && chart.marks.find(mark => mark.x === at);
    const spread = high > mean ? " ± " + spoken(chart, high - mean) : "";
    return spoken(chart, mean) + spread + (theirs ? ", printed " + number(theirs.y) : "");
  };

  const last = list => list[list.length - 1];

  // bars say theirs themselves; lines name whose it is, as a column may have several
  const printed = (chart, x) => chart.shape === "BARS" ? "" : chart.marks
    .filter(mark => mark.x == null || mark.x === x)
    .map(mark => (chart.shape === "LINES" ? mark.title.replace(/^printed (for )?/, "") + " " : "") + spoken(chart, mark.y))
    .join("; ") || "–";

  const font = "13px system-ui, sans-serif";
  const none = () => null;
  const all = (u, splits) => splits;

  const named = (chart, value) => chart.names.length ? chart.names[chart.ticks.indexOf(value)] : String(value);

  // labels that would run into the one before are left out
  const apart = (scale, text) => (u, splits) => {
    let right = -Infinity;
    return splits.map(value => {
      const half = text(value).length * 3.9, at = u.valToPos(value, scale);
      if (at - half < right + 6) return "";
      right = at + half;
      return text(value);
    });
  };

  // rows' names take half the width at most; their ends tell them apart
  const rows = (chart, width) => {
    const measure = document.createElement("canvas").getContext("2d");
    measure.font = font;
    const size = Math.min(width / 2, Math.max(...chart.names.map(name => measure.measureText(name).width)) + 14);
    const values = chart.names.map(name => {
      let text = name;
      while (text.length > 1 && measure.measureText(text).width > size - 12) text = "…" + text.slice(2);
      return text;
    });
    return { side: 3, size, values: () => values, grid: { show: false }, ticks: { size: 0 }, gap: 8 };
  };

  const tenfolds = ([from, to]) => {
    const tens = Array.from({ length: Math.round(Math.log10(to / from)) + 1 }, (value, i) => from * 10 ** i);
    return { splits: () => tens, filter: all, values: apart("y", size) };
  };

  const axes = (chart, width, ink, grid) => {
    const isDots = chart.shape === "DOTS";
    const axis = { stroke: ink, font, labelFont: font, labelSize: 24, grid: { stroke: grid, width: 1 }, ticks: { stroke: grid } };
    const x = { splits: () => chart.ticks, filter: all };
    const along = isDots ? rows(chart, width)
      : { label: chart.shape === "LINES" ? chart.xLabel : undefined, values: apart("x", value => named(chart, value)), size: 40 };
    const across = isDots ? Object.assign({ side: 2, size: 34, space: 60 }, chart.log ? tenfolds(chart.y) : {}) : { size: 58 };
    return [Object.assign({}, axis, x, along), Object.assign({}, axis, { label: chart.yLabel }, across)];
  };

  const scales = chart => {
    const isDots = chart.shape === "DOTS", isLogX = chart.log && !isDots, ends = [chart.ticks[0], last(chart.ticks)];
    const room = chart.shape !== "LINES" ? 0.5 : isLogX ? 1.06 : (ends[1] - ends[0]) * 0.03;
    const wide = isLogX ? [ends[0] / room, ends[1] * room] : [ends[0] - room, ends[1] + room];
    return {
      x: {
        time: false, distr: isLogX ? 3 : 1, ori: isDots ? 1 : 0, dir: isDots ? -1 : 1,
        range: (u, low, high) => low == null || (low <= ends[0] && high >= ends[1]) ? wide : [low, high]
      },
      y: { range: () => chart.y, distr: chart.log && isDots ? 3 : 1, ori: isDots ? 0 : 1 }
    };
  };

  // lines, then levels, then the printed values
  const series = (chart, ink) => {
    const x = { label: chart.xLabel, value: (u, value) => value == null ? "–" : chart.ticks.includes(value) ? named(chart, value) : String(value) };
    const at = words => (u, value, i, index) => index == null ? "–" : words(u.data[0][index], value);
    const drawn = chart.lines.map(line => ({
      label: line.name, stroke: line.stroke.colour, width: line.stroke.width, dash: line.stroke.dash,
      spanGaps: true, paths: line.joined ? undefined : none,
      points: { show: chart.shape === "LINES" && (line.stroke.width >= 2 || !line.joined), size: 6, fill: line.stroke.colour },
      value: at((x, value) => said(chart, line, x, value))
    }));
    const levels = chart.levels.map(band => ({
      label: band.name, stroke: band.stroke.colour, width: band.stroke.width, dash: band.stroke.dash,
      spanGaps: true, points: { show: false }, value: () => number(band.mean)
    }));
    const colours = new Set(chart.marks.map(mark => mark.colour));
    const marks = colours.size === 0 ? [] : [{
      label: "printed in the paper", class: "printed", stroke: colours.size > 1 ? ink : chart.marks[0].colour, width: 2,
      paths: none, points: { show: false }, value: at(x => printed(chart, x))
    }];
    return [x].concat(drawn, levels, marks);
  };

  const options = (chart, width) => {
    const style = getComputedStyle(document.documentElement);
    const ink = style.getPropertyValue("--ink").trim(), grid = style.getPropertyValue("--line").trim();
    const isLines = chart.shape === "LINES", isDots = chart.shape === "DOTS";
    return {
      width, height: isDots ? chart.names.length * 26 + 74 : Math.max(240, Math.round(width * chart.ratio)),
      padding: isDots ? [8, 64, 0, 0] : undefined,
      scales: scales(chart), axes: axes(chart, width, ink, grid), series: series(chart, ink),
      cursor: Object.assign({ focus: { prox: isLines ? 24 : -1 }, drag: { x: isLines, y: false } },
        chart.shape === "BARS" ? { points: { show: false } } : {}),
      focus: { alpha: 0.35 },
      hooks: {
        drawSeries: [(u, i) => {
          if (!u.series[i].show) return;
          const line = chart.lines[i - 1], band = chart.levels[i - 1 - chart.lines.length];
          if (line) isLines ? spread(u, line) : (isDots ? dots : bars)(u, chart, line, ink);
          else if (band) level(u, band);
          else diamonds(u, chart);
        }]
      }
    };
  };

  const table = chart => {
    const ends = [chart.ticks[0], last(chart.ticks)];
    const marked = chart.marks.filter(mark => mark.x != null).map(mark => column(chart, mark.x));
    const at = ends.concat(marked, ...chart.lines.map(line => line.points.map(point => column(chart, point[0]))));
    const xs = Array.from(new Set(at)).sort((a, b) => a - b);
    const columns = chart.lines.map(line => {
      const means = new Map(line.points.map(point => [column(chart, point[0]), point[1]]));
      return xs.map(x => means.has(x) ? means.get(x) : null);
    });
    const marks = chart.marks.length ? [xs.map(() => null)] : [];
    return [xs].concat(columns, chart.levels.map(band => xs.map(() => band.mean)), marks);
  };

  // the legend's entries switch their lines: by keys, too
  const keys = u => {
    const entries = u.root.querySelectorAll(".u-legend .u-series:not(:first-child) .u-label");
    const press = () => entries.forEach((entry, i) => entry.setAttribute("aria-pressed", u.series[i + 1].show));
    entries.forEach(entry => {
      entry.tabIndex = 0;
      entry.setAttribute("role", "button");
      entry.addEventListener("click", () => setTimeout(press));
      entry.addEventListener("keydown", event => {
        if (event.key === "Enter" || event.key === " ") {
          event.preventDefault();
          entry.click();
        }
      });
    });
    press();
  };

  const make = (box, off = []) => {
    const chart = JSON.parse(box.dataset.chart);
    // before its width is asked for, as panels then stand side by side
    box.classList.add("live");
    box.parentElement.classList.toggle("live", box.parentElement.classList.contains("panels"));
    const width = box.clientWidth, u = new uPlot(options(chart, width), table(chart), box);
    off.forEach(i => u.setSeries(i, { show: false }));
    u.root.setAttribute("role", "group");
    u.root.setAttribute("aria-label", chart.title);
    u.root.querySelector(".u-wrap").setAttribute("aria-hidden", "true");
    keys(u);
    made.push({ box, u, width });
  };

  // charts are made when they come near what is seen
  const near = 600;
  const visit = () => document.querySelectorAll("[data-chart]:not(.live)").forEach(box => {
    const { top, bottom, width } = box.getBoundingClientRect();
    if (width > 0 && top < innerHeight + near && bottom > -near) make(box);
  });

  // again where they must look otherwise; hidden ones once they are seen
  const renew = must => {
    made.splice(0).forEach(chart => {
      const { box, u, width } = chart;
      if (box.clientWidth > 0 && !must && box.clientWidth === width) {
        made.push(chart);
        return;
      }
      const off = u.series.flatMap((line, i) => line.show ? [] : [i]);
      u.destroy();
      if (box.clientWidth > 0) make(box, off);
      else box.classList.remove("live");
    });
    visit();
  };

  visit();
  addEventListener("scroll", visit, { passive: true });
  document.addEventListener("toggle", visit, true);
  let waiting = 0;
  addEventListener("resize", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => renew(false), 100);
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => renew(true));
})();
