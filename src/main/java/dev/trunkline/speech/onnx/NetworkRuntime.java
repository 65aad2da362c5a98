package dev.trunkline.speech.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * ONNX Runtime's environment, the process's only one. Its own hook takes it down while the JVM ends, under the feet of threads that
 * still load or run a network: the process then died of signal 6 instead of ending with 0 (2 of 2 times, 1.28.0). A second reference,
 * which its Java API does not offer, keeps it to the end. Thread-safe.
 */
public final class NetworkRuntime {

    private static final Logger LOG = LoggerFactory.getLogger(NetworkRuntime.class);
    private static final OrtEnvironment ENVIRONMENT = kept(OrtEnvironment.getEnvironment());

    private NetworkRuntime() {}

    /** Never closed. */
    public static OrtEnvironment environment() {
        return ENVIRONMENT;
    }

    private static OrtEnvironment kept(OrtEnvironment environment) {
        try {
            Field api = Class.forName("ai.onnxruntime.OnnxRuntime").getDeclaredField("ortApiHandle");
            api.setAccessible(true);
            Method create = OrtEnvironment.class.getDeclaredMethod("createHandle", long.class, int.class, String.class);
            create.setAccessible(true);
            create.invoke(null, api.getLong(null), OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING.getValue(), "kept");
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.atWarn()
                    .addKeyValue("reason", e.toString())
                    .log("this version of ONNX Runtime cannot be kept: the process may crash while it ends");
        }
        return environment;
    }
}
