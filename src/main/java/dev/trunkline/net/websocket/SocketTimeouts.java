package dev.trunkline.net.websocket;

/**
 * How long a {@link ClientSocket} waits for whom it talks to. Immutable.
 *
 * @param connectMillis from the attempt to the open socket
 * @param readyMillis from there to the sign that the far end is ready
 * @param pingMillis between pings
 * @param pongMillis how long an answer to one may take
 */
public record SocketTimeouts(long connectMillis, long readyMillis, long pingMillis, long pongMillis) {

    private static final int MOST_DOUBLINGS = 2;

    /** The same with another patience before it is ready. */
    public SocketTimeouts waiting(long connect, long ready) {
        return new SocketTimeouts(connect, ready, pingMillis, pongMillis);
    }

    /**
     * The same with the patience for a far end that may be slow, not dead.
     *
     * @param failures how many tries in a row took too long to be ready
     * @param deaf how many sockets were lost because pings were not answered in time
     */
    public SocketTimeouts afterFailures(int failures, int deaf) {
        return new SocketTimeouts(
                doubled(connectMillis, failures),
                doubled(readyMillis, failures),
                pingMillis,
                doubled(pongMillis, deaf));
    }

    private static long doubled(long millis, int times) {
        return millis << Math.min(times, MOST_DOUBLINGS);
    }
}
