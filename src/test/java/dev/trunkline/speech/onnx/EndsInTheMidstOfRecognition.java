package dev.trunkline.speech.onnx;

import dev.trunkline.speech.moonshine.MoonshineRecognizer;
import dev.trunkline.speech.moonshine.Weights;
import java.util.concurrent.CountDownLatch;

/** A process that ends while its threads load networks. */
final class EndsInTheMidstOfRecognition {

    private static final int LOADERS = 2;
    private static final long ENDING_NANOS = 500_000_000L;

    private EndsInTheMidstOfRecognition() {}

    public static void main(String[] args) throws InterruptedException {
        CountDownLatch loaded = new CountDownLatch(LOADERS);
        for (int i = 0; i < LOADERS; i++) {
            Thread loader = new Thread(() -> {
                while (true) {
                    new MoonshineRecognizer(Weights.inside("tiny")).close();
                    loaded.countDown();
                }
            });
            loader.setDaemon(true);
            loader.start();
        }
        loaded.await();
        // Beside ONNX Runtime's own hook: time for it to do harm.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            long end = System.nanoTime() + ENDING_NANOS;
            while (System.nanoTime() < end) {
                Thread.onSpinWait();
            }
        }));
        System.exit(0);
    }
}
