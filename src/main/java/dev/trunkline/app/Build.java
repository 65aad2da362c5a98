package dev.trunkline.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** What this program was built from; the build writes it beside the classes. Immutable. */
public final class Build {

    private static final String UNKNOWN = "unknown";
    private static final Properties FACTS = read();

    private Build() {}

    /** Such as 0.1.0. */
    public static String version() {
        return fact("version");
    }

    /** The commit, or "unknown" when the build was not told ({@code -Dtrunkline.commit}, or {@code GIT_COMMIT}). */
    public static String commit() {
        return fact("commit");
    }

    /** Whether the engine, the voices and the laboratory are there; the bridge has a jar of its own without them. */
    public static boolean isWhole() {
        return Build.class.getResource("/dev/trunkline/engine/Engine.class") != null;
    }

    private static String fact(String name) {
        String value = FACTS.getProperty(name, UNKNOWN);
        // What no build has filled in stands there as it was written.
        return value.isBlank() || value.startsWith("$") || value.startsWith("@") ? UNKNOWN : value;
    }

    private static Properties read() {
        Properties facts = new Properties();
        try (InputStream file = Build.class.getResourceAsStream("build.properties")) {
            if (file != null) {
                facts.load(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return facts;
    }
}
