// What all peers in a browser share: the images, the orders and the clock. A peer is a module
// that exports make(threads, data), which resolves to {trainer(widths, rate), mapsTrainer(maps, widths, rate),
// infer(), inferMaps()}, as far as it can.

const warmUp = 2; // steps that are not measured
const trainings = {
  latent: { widths: [784, 1024, 1024, 10], batch: 100, rate: 0.005 },
  standard: { widths: [784, 3000, 10], batch: 1000, rate: 0.005 },
  maps: { maps: [32, 32, 64, 64, 128, 128], widths: [2048, 256, 10], batch: 100, rate: 0.005 },
};

async function bytes(name) {
  const response = await fetch('/data/' + name);
  if (!response.ok) throw new Error(`${name}: the server answered ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

// images turns grey values into numbers from 0 to 1.
const images = (grey) => Float32Array.from(grey, (p) => p / 255);

async function load() {
  const kept = 20000; // images in turn; more would only take memory
  const [trainImages, trainLabels, testImages, testLabels] = await Promise.all(
    ['train-images', 'train-labels', 'test-images', 'test-labels'].map(bytes));
  const train = images(trainImages.subarray(0, kept * 784));
  return {
    testImages, testLabels,
    test: images(testImages.subarray(0, 1000 * 784)),
    // batch k of so many images, as [pixels, one-hot labels]
    batch(k, size) {
      const from = (k * size) % kept;
      const hot = new Float32Array(size * 10);
      for (let b = 0; b < size; b++) hot[b * 10 + trainLabels[from + b]] = 1;
      return [train.subarray(from * 784, (from + size) * 784), hot];
    },
  };
}

// colours turns images whose places have their colours side by side into planes of one colour each, from -1 to 1.
function colours(bytes) {
  const places = 1024, planes = new Float32Array(bytes.length);
  for (let k = 0; k < bytes.length; k++) {
    const within = k % (3 * places);
    planes[k - within + (within % 3) * places + Math.floor(within / 3)] = bytes[k] / 127.5 - 1;
  }
  return planes;
}

// loadMaps are the images of the network over maps: what is trained, and the first of the test.
async function loadMaps() {
  const kept = 2000, values = 3072;
  const [trainImages, trainLabels, testImages, testLabels] = await Promise.all(
    ['maps-train-images', 'maps-train-labels', 'maps-test-images', 'maps-test-labels'].map(bytes));
  const train = colours(trainImages.subarray(0, kept * values));
  return {
    testLabels, test: colours(testImages.subarray(0, 1000 * values)),
    batch(k, size) {
      const from = (k * size) % kept;
      const hot = new Float32Array(size * 10);
      for (let b = 0; b < size; b++) hot[b * 10 + trainLabels[from + b]] = 1;
      return [train.subarray(from * values, (from + size) * values), hot];
    },
  };
}

// latents are the first weights: uniform within 0.05 of zero, from a linear congruential generator.
export function latents(inputs, outputs) {
  let state = inputs * 65537 + outputs;
  return Float32Array.from({ length: inputs * outputs }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return 0.1 * (state / 4294967296) - 0.05;
  });
}

// accuracy of scores [1000][10] on the first test images.
function accuracy(scores, labels) {
  let right = 0;
  for (let b = 0; b < 1000; b++) {
    const row = scores.subarray(b * 10, b * 10 + 10);
    if (row.indexOf(Math.max(...row)) === labels[b]) right++;
  }
  return right / 1000;
}

export async function start(name, threads) {
  const data = await load();
  const peer = await (await import(`./${name}.js`)).make(threads, data);
  const running = {};

  const train = async (job, reps) => {
    if (!running[job]) {
      const { maps, widths, batch, rate } = trainings[job];
      const share = maps && peer.mapsShare || 1; // of a batch that is too much for the peer
      running[job] = { step: 0, batch: batch / share, share, data: maps ? await loadMaps() : data,
        trainer: await (maps ? peer.mapsTrainer(maps, widths, rate) : peer.trainer(widths, rate)) };
      for (let n = 0; n < (share > 1 ? 1 : warmUp); n++) await one(running[job]);
    }
    const ms = [];
    for (let n = 0; n < reps; n++) ms.push(await one(running[job]));
    return { ms };
  };
  const one = async (r) => {
    const [x, y] = r.data.batch(r.step++, r.batch);
    const begin = performance.now();
    const loss = await r.trainer.step(x, y, r.batch, r.step);
    const ms = performance.now() - begin;
    if (!Number.isFinite(loss)) throw new Error(`the loss is ${loss} after ${r.step} steps`);
    return ms * r.share;
  };
  const learnt = async (job) => {
    const { trainer, data } = running[job];
    const scores = await trainer.scores(data.test);
    delete running[job];
    await trainer.close();
    return { accuracy: accuracy(scores, data.testLabels) };
  };
  const warm = new Set();
  const infer = async (infer, reps) => {
    const ms = [];
    let predictions = [];
    for (let n = warm.has(infer) ? 1 : 0; n < reps + 1; n++) {
      const begin = performance.now();
      predictions = await infer();
      if (n > 0) ms.push(performance.now() - begin);
    }
    warm.add(infer);
    return { ms, predictions: Array.from(predictions, Number).join('') };
  };

  return async (text) => {
    try {
      const { job, reps } = JSON.parse(text);
      if (job === 'infer') return JSON.stringify(await infer(peer.infer, reps));
      if (job === 'infer maps') return JSON.stringify(await infer(peer.inferMaps, reps));
      if (job.startsWith('learnt ')) return JSON.stringify(await learnt(job.slice(7)));
      if (job === 'about') return JSON.stringify({ ms: [], about: peer.about });
      return JSON.stringify(await train(job, reps));
    } catch (e) {
      return JSON.stringify({ error: String(e && e.stack || e) });
    }
  };
}
