package dev.trunkline.lab.fleet.call;

import java.util.ArrayDeque;

/**
 * How much of the agent's answer a phone has played, by the clicks of full scale that answers of a canned Realtime far end begin
 * with. Counts sound, not time: a phone that runs dry plays nothing meanwhile. Confined to the call's loop.
 */
final class AnswerWatch {

    private static final int CLICK_BYTES = 80; // a click is over by then
    private static final int BYTES_PER_MILLI = 8;
    private static final int MOST_REMEMBERED = 16;

    private final ArrayDeque<Long> begins = new ArrayDeque<>();
    private long receivedBytes;

    /** Sound has come. */
    void onMedia(StreamScanner media) {
        for (int at = media.findPeak(0); at >= 0; at = media.findPeak(at + CLICK_BYTES)) {
            Long last = begins.peekLast();
            if (last == null || receivedBytes + at - last >= CLICK_BYTES) {
                begins.add(receivedBytes + at);
            }
            if (begins.size() > MOST_REMEMBERED) {
                begins.remove();
            }
        }
        receivedBytes += media.payloadBytes();
    }

    /**
     * The phone throws away what it has not played.
     *
     * @param waitingBytes so much of it
     * @return milliseconds that it has played of the answer it was at; NaN when it was at none, or had played it to its end
     */
    double onClear(long waitingBytes) {
        long played = receivedBytes - waitingBytes;
        double millis = Double.NaN;
        for (long begin : begins) {
            if (begin <= played && waitingBytes > 0) {
                millis = (double) (played - begin) / BYTES_PER_MILLI;
            }
        }
        begins.clear();
        return millis;
    }
}
