package dev.trunkline.cli;

import java.util.Properties;

/** Netty's search for buffers that nobody released. */
final class LeakDetection {

    private static final String LEVEL = "io.netty.leakDetection.level";
    private static final String OLD_LEVEL = "io.netty.leakDetectionLevel";

    private LeakDetection() {}

    /**
     * Netty follows one buffer in 128 by default, which costs an object and a stack trace each. Our tests follow all of them;
     * who runs calls asks for it with {@code -Dio.netty.leakDetection.level=simple}. Works until Netty is first used.
     */
    static void offUnlessAskedFor(Properties properties) {
        if (properties.getProperty(OLD_LEVEL) == null) {
            properties.putIfAbsent(LEVEL, "disabled");
        }
    }
}
