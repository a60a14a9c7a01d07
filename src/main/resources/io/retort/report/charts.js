(() => {
  "use strict";
  // each chart is drawn already: this draws it again so that it answers to pointer and keys
  const made = [];

  const number = value => value == null ? "–" : Math.abs(value) >= 100 ? value.toFixed(1) : value.toPrecision(4);

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

  const spread = (u, line) => inside(u, (ctx, x, y) => {
    ctx.fillStyle = ctx.strokeStyle = line.stroke.colour;
    if (!line.joined) {
      ctx.lineWidth = line.stroke.width * devicePixelRatio;
      line.points.forEach(([at, , low, high]) => {
        ctx.beginPath();
        ctx.moveTo(x(at), y(low));
        ctx.lineTo(x(at), y(high));
        ctx.stroke();
      });
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

  const printed = (u, marks) => marks.forEach(mark => {
    const { ctx, bbox } = u;
    const x = mark.x == null ? bbox.left + bbox.width - 7 * devicePixelRatio : u.valToPos(mark.x, "x", true);
    const y = u.valToPos(mark.y, "y", true), r = 6 * devicePixelRatio;
    ctx.save();
    ctx.beginPath();
    ctx.moveTo(x, y - r);
    [[r, 0], [0, r], [-r, 0]].forEach(([dx, dy]) => ctx.lineTo(x + dx, y + dy));
    ctx.closePath();
    ctx.fillStyle = "#fff";
    ctx.strokeStyle = mark.colour;
    ctx.lineWidth = 2.2 * devicePixelRatio;
    ctx.setLineDash([]);
    ctx.fill();
    ctx.stroke();
    ctx.restore();
  });

  const options = (chart, width) => {
    const style = getComputedStyle(document.documentElement);
    const ink = style.getPropertyValue("--ink").trim(), grid = style.getPropertyValue("--line").trim();
    const font = "13px system-ui, sans-serif";
    const label = value => chart.names.length ? chart.names[chart.ticks.indexOf(value)] : String(value);
    // labels that would run into the one before are left out
    const labels = (u, splits) => {
      let right = -Infinity;
      return splits.map(value => {
        const text = label(value), half = text.length * 3.9, at = u.valToPos(value, "x");
        if (at - half < right + 6) return "";
        right = at + half;
        return text;
      });
    };
    const axis = { stroke: ink, font, labelFont: font, grid: { stroke: grid, width: 1 }, ticks: { stroke: grid } };
    const series = chart.lines.map(line => ({
      label: line.name, stroke: line.stroke.colour, width: line.stroke.width, dash: line.stroke.dash,
      spanGaps: true, paths: line.joined ? undefined : () => null,
      points: { show: line.stroke.width >= 2 || !line.joined, size: 6, fill: line.stroke.colour },
      value: (u, value) => number(value)
    })).concat(chart.levels.map(band => ({
      label: band.name, stroke: band.stroke.colour, width: band.stroke.width, dash: band.stroke.dash,
      spanGaps: true, points: { show: false }, value: () => number(band.mean)
    })));
    const ends = [chart.ticks[0], chart.ticks[chart.ticks.length - 1]];
    const room = chart.log ? 1.06 : (ends[1] - ends[0]) * 0.03;
    const wide = chart.log ? [ends[0] / room, ends[1] * room] : [ends[0] - room, ends[1] + room];
    return {
      width, height: Math.max(240, Math.round(width * chart.ratio)),
      scales: {
        x: { time: false, distr: chart.log ? 3 : 1, range: (u, low, high) => low == null || (low <= ends[0] && high >= ends[1]) ? wide : [low, high] },
        y: { range: () => chart.y }
      },
      axes: [
        Object.assign({}, axis, { label: chart.xLabel, splits: () => chart.ticks, filter: (u, splits) => splits, values: labels, size: 40, labelSize: 24 }),
        Object.assign({}, axis, { label: chart.yLabel, size: 58, labelSize: 24 })
      ],
      series: [{ label: chart.xLabel, value: (u, value) => value == null ? "–" : chart.ticks.includes(value) ? label(value) : String(value) }].concat(series),
      cursor: { focus: { prox: 24 } },
      focus: { alpha: 0.35 },
      hooks: {
        drawSeries: [(u, i) => {
          if (!u.series[i].show) return;
          const line = chart.lines[i - 1];
          if (line) spread(u, line);
          else if (chart.levels[i - 1 - chart.lines.length]) level(u, chart.levels[i - 1 - chart.lines.length]);
        }],
        draw: [u => printed(u, chart.marks)]
      }
    };
  };

  const table = chart => {
    const ends = [chart.ticks[0], chart.ticks[chart.ticks.length - 1]];
    const xs = Array.from(new Set(ends.concat(...chart.lines.map(line => line.points.map(point => point[0]))))).sort((a, b) => a - b);
    const columns = chart.lines.map(line => {
      const at = new Map(line.points.map(point => [point[0], point[1]]));
      return xs.map(x => at.has(x) ? at.get(x) : null);
    });
    return [xs].concat(columns, chart.levels.map(band => xs.map(() => band.mean)));
  };

  // the legend's entries switch their lines: by keys, too
  const keys = root => root.querySelectorAll(".u-legend .u-series:not(:first-child) .u-label").forEach(entry => {
    entry.tabIndex = 0;
    entry.setAttribute("role", "button");
    entry.addEventListener("keydown", event => {
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        entry.click();
      }
    });
  });

  const make = box => {
    const chart = JSON.parse(box.dataset.chart);
    const u = new uPlot(options(chart, box.clientWidth), table(chart), box);
    u.root.setAttribute("role", "group");
    u.root.setAttribute("aria-label", chart.title);
    u.root.querySelector(".u-wrap").setAttribute("aria-hidden", "true");
    keys(u.root);
    box.classList.add("live");
    made.push({ box, u, chart });
  };

  const boxes = Array.from(document.querySelectorAll("[data-chart]"));
  const whenSeen = new IntersectionObserver(seen => seen.forEach(entry => {
    if (entry.isIntersecting && entry.target.clientWidth > 0) {
      whenSeen.unobserve(entry.target);
      make(entry.target);
    }
  }), { rootMargin: "600px" });
  boxes.forEach(box => whenSeen.observe(box));

  addEventListener("resize", () => made.forEach(({ box, u, chart }) => {
    const width = box.clientWidth;
    if (width > 0) u.setSize({ width, height: Math.max(240, Math.round(width * chart.ratio)) });
  }));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => made.splice(0).forEach(({ box, u }) => {
    u.destroy();
    make(box);
  }));
})();
