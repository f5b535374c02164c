// TensorFlow.js with its WebAssembly backend. There is no LogSoftmax in that backend, so the loss
// is one operation with its own gradient, from Softmax.
import { latents } from './peer.js';

const script = (src) => new Promise((done, no) => {
  const s = document.createElement('script');
  s.src = src;
  s.onload = done;
  s.onerror = () => no(new Error(src + ' cannot be loaded'));
  document.head.append(s);
});

export async function make(threads) {
  await script('/npm/@tensorflow/tfjs/dist/tf.es2017.min.js');
  const tf = window.tf;
  await script('/npm/@tensorflow/tfjs-backend-wasm/dist/tf-backend-wasm.es2017.min.js');
  const wasm = window.tf.wasm || window.tf;
  wasm.setWasmPaths('/npm/@tensorflow/tfjs-backend-wasm/dist/');
  wasm.setThreadsCount(threads);
  if (!await tf.setBackend('wasm')) throw new Error('the wasm backend does not start');
  await tf.ready();
  const simd = await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT');
  const multi = await tf.env().getAsync('WASM_HAS_MULTITHREAD_SUPPORT');
  if (!simd) throw new Error('the wasm backend has no SIMD here');

  // Straight through: the gradient passes where |x| <= 1. Weights are clipped to that anyway.
  const binarize = tf.customGrad((x, save) => {
    save([x]);
    const inside = (saved) => tf.cast(tf.lessEqual(tf.abs(saved), 1), 'float32');
    return { value: tf.sign(x), gradFunc: (dy, [saved]) => tf.mul(dy, inside(saved)) };
  });
  const crossEntropy = tf.customGrad((y, hot, save) => {
    const p = tf.softmax(y);
    save([p, hot]);
    const value = tf.neg(tf.mean(tf.log(tf.sum(tf.mul(p, hot), 1))));
    return { value, gradFunc: (dy, [q, h]) => [tf.mul(dy, tf.div(tf.sub(q, h), q.shape[0])), tf.zerosLike(h)] };
  });

  const trainer = (widths, rate) => {
    const layers = widths.slice(1).map((outputs, l) => ({
      w: tf.variable(tf.tensor2d(latents(widths[l], outputs), [widths[l], outputs])),
      gamma: tf.variable(tf.ones([outputs])),
      beta: tf.variable(tf.zeros([outputs])),
    }));
    const adam = tf.train.adam(rate, 0.9, 0.999, 1e-8);
    const forward = (x) => layers.reduce((h, { w, gamma, beta }, l) => {
      const z = tf.matMul(l === 0 ? h : binarize(h), binarize(w));
      const centred = tf.sub(z, tf.mean(z, 0));
      const variance = tf.mean(tf.square(centred), 0);
      return tf.add(tf.mul(tf.mul(centred, tf.rsqrt(tf.add(variance, 1e-5))), gamma), beta);
    }, x);
    const variables = layers.flatMap(({ w, gamma, beta }) => [w, gamma, beta]);
    return {
      async step(pixels, hot, batch) {
        const x = tf.tensor2d(pixels, [batch, 784]), y = tf.tensor2d(hot, [batch, 10]);
        const loss = adam.minimize(() => crossEntropy(forward(x), y), true, variables);
        tf.tidy(() => layers.forEach(({ w }) => w.assign(tf.clipByValue(w, -1, 1))));
        const value = (await loss.data())[0];
        tf.dispose([x, y, loss]);
        return value;
      },
      scores: async (pixels) => {
        const y = tf.tidy(() => forward(tf.tensor2d(pixels, [1000, 784])));
        const scores = await y.data();
        y.dispose();
        return scores;
      },
      close() { tf.dispose(variables); adam.dispose(); },
    };
  };
  const running = wasm.getThreadsCount();
  return { trainer, about: `TensorFlow.js ${tf.version_core}, shared memory ${multi}, ${running} thread(s), SIMD` };
}
