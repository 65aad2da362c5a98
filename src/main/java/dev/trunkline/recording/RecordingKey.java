package dev.trunkline.recording;

import dev.trunkline.store.SealingKey;
import java.util.HexFormat;
import javax.crypto.spec.SecretKeySpec;

/** What recordings are sealed with. Immutable. */
public final class RecordingKey {

    private final SealingKey key;

    /**
     * @param hex 64 hexadecimal digits
     * @throws IllegalArgumentException when it is none; the message says nothing of it
     */
    public RecordingKey(String hex) {
        this.key = new SealingKey(hex, "recording");
    }

    /** Names it without telling it. */
    public String id() {
        return HexFormat.of().formatHex(idBytes());
    }

    byte[] idBytes() {
        return key.id();
    }

    SecretKeySpec ofFile(byte[] salt) {
        return key.ofFile(salt);
    }

    @Override
    public String toString() {
        return "RecordingKey[" + id() + "]";
    }
}
