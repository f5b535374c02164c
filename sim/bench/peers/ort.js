// onnxruntime-web with its WebAssembly backend: inference of the model that we export.
import * as ort from '/npm/onnxruntime-web/dist/ort.wasm.min.mjs';

const batch = 1000;

export async function make(threads, data) {
  ort.env.wasm.wasmPaths = '/npm/onnxruntime-web/dist/';
  ort.env.wasm.numThreads = threads;
  const model = new Uint8Array(await (await fetch('/data/model.onnx')).arrayBuffer());
  const session = await ort.InferenceSession.create(model, {
    executionProviders: ['wasm'], graphOptimizationLevel: 'all',
  });
  const pixels = Float32Array.from(data.testImages); // grey values 0 to 255
  return {
    async infer() {
      const predictions = new Uint8Array(data.testLabels.length);
      for (let from = 0; from < predictions.length; from += batch) {
        const x = new ort.Tensor('float32', pixels.subarray(from * 784, (from + batch) * 784), [batch, 784]);
        const { class: winners } = await session.run({ pixels: x });
        winners.data.forEach((c, b) => { predictions[from + b] = Number(c); });
      }
      return predictions;
    },
    about: `onnxruntime-web ${ort.env.versions.web}, ${ort.env.wasm.numThreads} thread(s)`,
  };
}
