package dev.trunkline.config;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * One far end that may answer calls. Immutable.
 *
 * @param url its base, or null for the embedded engine
 */
public record EviAddress(@Nullable URI url) {

    static final String EMBEDDED_NAME = "embedded";

    /** The engine in this process. */
    public static final EviAddress EMBEDDED = new EviAddress(null);

    public boolean isEmbedded() {
        return url == null;
    }

    /** What it is called in metrics and logs: embedded, or its host, and its port where one was given. */
    public String name() {
        if (url == null) {
            return EMBEDDED_NAME;
        }
        return url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
    }

    /** All that is public of it. */
    @Override
    public String toString() {
        return url == null ? EMBEDDED_NAME : url.getScheme() + "://" + name() + url.getPath();
    }
}
