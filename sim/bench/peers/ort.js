// onnxruntime-web with its WebAssembly backend: inference of the model that we export.
import * as ort from '/npm/onnxruntime-web/dist/ort.wasm.min.mjs';

// inferenceOf a model: what it says of images of so many values, so many at once.
async function inferenceOf(name, images, values, batch) {
  const model = new Uint8Array(await (await fetch('/data/' + name)).arrayBuffer());
  const session = await ort.InferenceSession.create(model, {
    executionProviders: ['wasm'], graphOptimizationLevel: 'all',
  });
  const count = images.length / values;
  return async () => {
    const predictions = new Uint8Array(count);
    for (let from = 0; from < count; from += batch) {
      const pixels = Float32Array.from(images.subarray(from * values, (from + batch) * values)); // grey values 0 to 255
      const { class: winners } = await session.run({ pixels: new ort.Tensor('float32', pixels, [batch, values]) });
      winners.data.forEach((c, b) => { predictions[from + b] = Number(c); });
    }
    return predictions;
  };
}

export async function make(threads, data) {
  ort.env.wasm.wasmPaths = '/npm/onnxruntime-web/dist/';
  ort.env.wasm.numThreads = threads;
  let maps;
  return {
    infer: await inferenceOf('model.onnx', data.testImages, 784, 1000),
    async inferMaps() {
      maps ||= await inferenceOf('maps-model.onnx',
        new Uint8Array(await (await fetch('/data/maps-test-images')).arrayBuffer()), 3072, 100);
      return maps();
    },
    about: `onnxruntime-web ${ort.env.versions.web}, ${ort.env.wasm.numThreads} thread(s)`,
  };
}
