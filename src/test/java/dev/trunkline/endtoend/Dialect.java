package dev.trunkline.endtoend;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What far ends of a scenario speak: each plays the same to a caller. */
enum Dialect {
    EVI(16_000, 24_000),
    REALTIME(RealtimeTalk.RATE_HZ, RealtimeTalk.RATE_HZ);

    private final int hearsHz;
    private final int speaksHz;

    Dialect(int hearsHz, int speaksHz) {
        this.hearsHz = hearsHz;
        this.speaksHz = speaksHz;
    }

    /** The rate of what it is sent. */
    int hearsHz() {
        return hearsHz;
    }

    /** The rate at which it may speak. */
    int speaksHz() {
        return speaksHz;
    }

    /**
     * The bridge's YAML that leads there; null for what the environment says, which is EVI's address.
     *
     * @param more behind it
     * @param port of this machine, which serves both dialects
     */
    @Nullable
    Path config(Path directory, int port, String more) throws IOException {
        if (this == EVI) {
            return more.isEmpty() ? null : Files.writeString(Files.createTempFile(directory, "evi", ".yaml"), more);
        }
        return Files.writeString(Files.createTempFile(directory, "realtime", ".yaml"), realtime(0, port) + more);
    }

    /** The same for several, in this order; one that is lost for good is followed by the next. */
    static String realtime(int maxChatSeconds, int... ports) {
        StringBuilder farEnds = new StringBuilder("farEnds:\n");
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < ports.length; i++) {
            String name = "scripted" + i;
            farEnds.append("  ")
                    .append(name)
                    .append(":\n    dialect: realtime\n    url: ws://127.0.0.1:")
                    .append(ports[i])
                    .append("/v1/realtime\n    maxChatSeconds: ")
                    .append(maxChatSeconds)
                    .append('\n');
            names.append(i == 0 ? "" : ", ").append(name);
        }
        return farEnds
                + "routes:\n  - name: default\n    numbers: ['*']\n    ai: [" + names + "]\n"
                + "    destinations:\n      - name: billing\n        number: '+15550100001'\n        description: bills\n"
                + "agent:\n  instructions: The caller is {{caller}}.\n";
    }

    static URI evi(int port) {
        return URI.create("ws://127.0.0.1:" + port + "/v0/evi");
    }
}
