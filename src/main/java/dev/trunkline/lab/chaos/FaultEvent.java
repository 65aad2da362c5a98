package dev.trunkline.lab.chaos;

import java.util.Locale;

/**
 * A fault that struck. Immutable.
 *
 * @param nanos by the clock that all processes of one Linux machine share ({@code System.nanoTime})
 * @param atMillis since the proxy began
 * @param connection counted from 1 in the order in which they came; 0 for all
 */
public record FaultEvent(
        long nanos, long atMillis, int connection, FaultKind kind, long amount, FaultDirection direction) {

    /** For people. */
    public String line() {
        return String.format(
                Locale.ROOT,
                "%9.3f s  %-6s %-10s %-4s%s",
                atMillis / 1_000.0,
                connection == 0 ? "all" : "#" + connection,
                kind.label(),
                direction.label(),
                amountText());
    }

    private String amountText() {
        return switch (kind.amount()) {
            case NONE -> "";
            case MILLIS -> "  " + amount + " ms";
            case BYTES -> "  " + amount + (kind == FaultKind.BANDWIDTH ? " bytes/s" : " bytes");
        };
    }

    /** One JSON object. */
    public String json() {
        return "{\"atMillis\":" + atMillis + ",\"nanos\":" + nanos + ",\"connection\":" + connection + ",\"fault\":\""
                + kind.label() + "\",\"amount\":" + amount + ",\"direction\":\"" + direction.label() + "\"}";
    }
}
