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

const loss = (params, x, hot) => {
  const p = nn.logSoftmax(forward(params, x), 1);
  return np.mean(np.sum(p.mul(hot), 1)).mul(-1);
};

// step of Adam with its bias corrections folded into rate and epsilon.
const step = (params, m, v, x, hot, rate, epsilon) => {
  const [value, grads] = valueAndGrad(loss)(params.map((p) => p.map((a) => a.ref)), x, hot);
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

  const trainer = (widths, rate) => {
    const shapes = widths.slice(1).map((outputs, l) => [[widths[l], outputs], [outputs], [outputs]]);
    let params = shapes.map(([w, g, b]) => [np.array(latents(...w)).reshape(w), np.ones(g), np.zeros(b)]);
    let m = shapes.map((layer) => layer.map((s) => np.zeros(s)));
    let v = shapes.map((layer) => layer.map((s) => np.zeros(s)));
    const jitted = jit(step), jittedForward = jit(forward);
    return {
      async step(pixels, hot, batch, number) {
        const c = Math.sqrt(1 - 0.999 ** number);
        let value;
        [params, m, v, value] = jitted(params, m, v,
          np.array(pixels).reshape([batch, 784]), np.array(hot).reshape([batch, 10]),
          np.array(rate * c / (1 - 0.9 ** number)), np.array(1e-8 * c));
        for (const layer of [...params, ...m, ...v]) for (const a of layer) await a.blockUntilReady();
        return (await value.data())[0];
      },
      scores: async (pixels) =>
        await jittedForward(params.map((p) => p.map((a) => a.ref)), np.array(pixels).reshape([1000, 784])).data(),
      close() { for (const layer of [...params, ...m, ...v]) for (const a of layer) a.dispose(); },
    };
  };
  return { trainer, about: `jax-js, wasm, ${shared ? navigator.hardwareConcurrency : 1} thread(s)` };
}
