// jax-js with its WebAssembly backend. The whole step is one jitted function. Where memory can be
// shared it uses as many threads as there are processors; a page that is not isolated has one.
import { init, defaultDevice, jit, valueAndGrad, numpy as np, nn, lax } from '/npm/@jax-js/jax/dist/index.js';
import { latents } from './peer.js';

// Straight through: the value is the sign, the gradient that of the clipped x.
const binarize = (x) => {
  const clipped = np.clip(x, -1, 1);
  return clipped.ref.add(lax.stopGradient(np.sign(clipped.ref).sub(clipped)));
};

const forward = (params, x) => params.reduce((h, [w, gamma, beta], l) => {
  const z = np.matmul(l === 0 ? h : binarize(h), binarize(w));
  const centred = z.ref.sub(np.mean(z, 0));
  const variance = np.mean(np.square(centred.ref), 0);
  return centred.div(np.sqrt(variance.add(1e-5))).mul(gamma).add(beta);
}, x);

// The network over maps: 3x3 windows, pools of the largest of 2x2 behind every other layer, before the normalization.
const pooled = [1, 3, 5];
const largest = (z) => {
  const [n, c, h, w] = z.shape;
  return np.max(np.reshape(z, [n, c, h / 2, 2, w / 2, 2]), [3, 5]);
};
const product = (h, w, l) => {
  if (w.ndim === 2) return np.matmul(np.reshape(h, [h.shape[0], -1]), w);
  const z = lax.convGeneralDilated(h, w, [1, 1], [[1, 1], [1, 1]]);
  return pooled.includes(l) ? largest(z) : z;
};
const forwardMaps = (params, x) => params.reduce((h, [w, gamma, beta], l) => {
  const z = product(l === 0 ? h : binarize(h), binarize(w), l);
  const axes = z.ndim === 4 ? [0, 2, 3] : [0];
  const each = z.ndim === 4 ? [1, z.shape[1], 1, 1] : [1, z.shape[1]];
  const mean = (a) => np.reshape(np.mean(a, axes), each);
  const centred = z.ref.sub(mean(z));
  const variance = mean(np.square(centred.ref));
  return centred.div(np.sqrt(variance.add(1e-5))).mul(np.reshape(gamma, each)).add(np.reshape(beta, each));
}, x);

const lossOf = (forward) => (params, x, hot) => {
  const p = nn.logSoftmax(forward(params, x), 1);
  return np.mean(np.sum(p.mul(hot), 1)).mul(-1);
};

// step of Adam with its bias corrections folded into rate and epsilon.
const stepOf = (forward) => (params, m, v, x, hot, rate, epsilon) => {
  const [value, grads] = valueAndGrad(lossOf(forward))(params.map((p) => p.map((a) => a.ref)), x, hot);
  const next = { params: [], m: [], v: [] };
  params.forEach((layer, l) => {
    const moved = layer.map((p, k) => {
      const g = grads[l][k];
      const mk = m[l][k].mul(0.9).add(g.ref.mul(0.1));
      const vk = v[l][k].mul(0.999).add(np.square(g).mul(0.001));
      const to = p.sub(mk.ref.mul(rate.ref).div(np.sqrt(vk.ref).add(epsilon.ref)));
      return [k === 0 ? np.clip(to, -1, 1) : to, mk, vk];
    });
    next.params.push(moved.map((t) => t[0]));
    next.m.push(moved.map((t) => t[1]));
    next.v.push(moved.map((t) => t[2]));
  });
  rate.dispose();
  epsilon.dispose();
  return [next.params, next.m, next.v, value];
};

export async function make(threads) {
  const shared = typeof SharedArrayBuffer !== 'undefined';
  if (shared !== threads > 1) throw new Error(`${threads} thread(s) asked for, shared memory: ${shared}`);
  const devices = await init('wasm');
  if (!devices.includes('wasm')) throw new Error('no wasm device, only ' + devices);
  defaultDevice('wasm');

  const trainerOf = (shapes, forward, image, rate) => {
    let params = shapes.map(([w, g, b]) => {
      const inputs = w.length === 4 ? w.slice(1) : w.slice(0, 1);
      return [np.array(latents(inputs.reduce((n, side) => n * side), g[0])).reshape(w), np.ones(g), np.zeros(b)];
    });
    let m = shapes.map((layer) => layer.map((s) => np.zeros(s)));
    let v = shapes.map((layer) => layer.map((s) => np.zeros(s)));
    const jitted = jit(stepOf(forward)), jittedForward = jit(forward);
    return {
      async step(pixels, hot, batch, number) {
        const c = Math.sqrt(1 - 0.999 ** number);
        let value;
        [params, m, v, value] = jitted(params, m, v,
          np.array(pixels).reshape([batch, ...image]), np.array(hot).reshape([batch, 10]),
          np.array(rate * c / (1 - 0.9 ** number)), np.array(1e-8 * c));
        for (const layer of [...params, ...m, ...v]) for (const a of layer) await a.blockUntilReady();
        return (await value.data())[0];
      },
      scores: async (pixels) =>
        await jittedForward(params.map((p) => p.map((a) => a.ref)), np.array(pixels).reshape([-1, ...image])).data(),
      close() { for (const layer of [...params, ...m, ...v]) for (const a of layer) a.dispose(); },
    };
  };
  const trainer = (widths, rate) => trainerOf(
    widths.slice(1).map((outputs, l) => [[widths[l], outputs], [outputs], [outputs]]), forward, [784], rate);
  const mapsTrainer = (maps, widths, rate) => {
    const convolutions = maps.map((outputs, l) => [[outputs, l ? maps[l - 1] : 3, 3, 3], [outputs], [outputs]]);
    const dense = widths.slice(1).map((outputs, l) => [[widths[l], outputs], [outputs], [outputs]]);
    return trainerOf([...convolutions, ...dense], forwardMaps, [3, 32, 32], rate);
  };
  // A step of the network over maps takes minutes: it is one of a twentieth of the batch, and counted twenty times.
  return { trainer, mapsTrainer, mapsShare: 20, about: `jax-js, wasm, ${shared ? navigator.hardwareConcurrency : 1} thread(s)` };
}
