package dev.trunkline.call;

import dev.trunkline.audio.AgentPath;
import dev.trunkline.audio.AudioRing;
import dev.trunkline.audio.MuLaw;
import dev.trunkline.audio.SoundFormat;
import dev.trunkline.phone.PhoneLeg;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The agent's sound on its way to the phone: kept here, and given out frame by frame when the {@link Pacer} says so, so that
 * an interruption has almost nothing to take back. Confined to the call's loop.
 */
final class Playout {

    private static final int FRAME_BYTES = 160; // 20 ms, what the telephone network itself uses
    private static final int MARK_EVERY_BYTES = 1_600; // 200 ms
    private static final int BLOCK_BYTES = 16 * 1024; // 2 s
    private static final int MOST_AT_ONCE_BYTES = 512 * 1024; // five seconds at 48 kHz: a millisecond or two of work
    private static final int FRAMES_AT_A_TIME = 5 * 48_000;
    private static final int MAX_BYTES = 720 * 8_000; // what is twelve minutes ahead of the caller is no speech

    private final PhoneLeg phone;
    private final Pacer pacer;
    private final AudioRing ring = new AudioRing(BLOCK_BYTES, MAX_BYTES);
    private final AgentPath path = new AgentPath(ring);
    private final PlayoutLedger ledger = new PlayoutLedger();
    private final byte[] frame = new byte[FRAME_BYTES];
    private String messageId = "";
    private boolean messageOpen;
    private long messageStartBytes;
    private boolean drained;
    private boolean turnComplete = true;
    private long markedBytes;
    private final ParkedAgentSound parked = new ParkedAgentSound();
    private final SoundBudget.Share share;
    private final PlayoutHold hold = new PlayoutHold();
    private final ComfortPlayer comfort;

    Playout(PhoneLeg phone, long leadNanos, SoundBudget budget, ComfortSounds sounds) {
        this.phone = phone;
        this.pacer = new Pacer(leadNanos);
        this.share = budget.share();
        this.comfort = new ComfortPlayer(phone, ledger, sounds);
    }

    /** What the caller hears when the agent is missing. */
    ComfortPlayer comfort() {
        return comfort;
    }

    PlayoutLedger ledger() {
        return ledger;
    }

    /** Queues a chunk; tells whether it fits. One that takes long is converted over the next ticks. */
    boolean accept(String ofMessage, SoundFormat format, byte[] sound, int offset, int lengthBytes) {
        if (lengthBytes == 0) {
            return true;
        }
        if (lengthBytes > MOST_AT_ONCE_BYTES || !parked.isEmpty()) {
            parked.add(ofMessage, format, sound, offset, lengthBytes);
            return true;
        }
        begin(ofMessage);
        if (isFull()) {
            ledger.queued(messageId, 0);
            return false;
        }
        boolean fits = path.accept(format, sound, offset, lengthBytes);
        ledger.queued(messageId, path.writtenBytes());
        return fits;
    }

    private void begin(String ofMessage) {
        if (!ofMessage.equals(messageId)) {
            completeMessage();
            messageId = ofMessage;
        }
        if (!messageOpen) {
            messageStartBytes = ledger.sentBytes() + ring.availableBytes();
        }
        messageOpen = true;
        turnComplete = false;
        drained = false;
        pacer.hurry();
    }

    /**
     * Converts a little of what waits; at every tick.
     *
     * @return the message whose sound does not fit, or null
     */
    @Nullable
    String convertParked() {
        ParkedAgentSound.Chunk chunk = parked.first();
        if (chunk == null) {
            return null;
        }
        if (chunk.isTurnEnd()) {
            parked.removeFirst();
            completeTurn();
            return null;
        }
        if (parked.takeFresh()) {
            begin(chunk.messageId());
            path.open(chunk.format(), chunk.sound(), 0, chunk.sound().length);
        }
        boolean full = isFull();
        boolean done = full || path.convert(FRAMES_AT_A_TIME);
        ledger.queued(messageId, full ? 0 : path.writtenBytes());
        pacer.hurry();
        if (done) {
            parked.removeFirst();
        }
        return full || path.hasOverflowed() ? chunk.messageId() : null;
    }

    private boolean isFull() {
        return share.isSpent(ring.availableBytes());
    }

    private void account() {
        share.keeps(parked.bytes() + ring.availableBytes());
    }

    /** What waits to be converted is not wanted any more; tells whether the turn ended in it. */
    boolean dropParked() {
        boolean turnEnded = parked.endsTurn();
        parked.clear();
        if (turnEnded) {
            completeTurn();
        }
        return turnEnded;
    }

    /** Whether so much waits to be converted that no more should come for a moment. */
    boolean isCrowded() {
        return parked.isCrowded() || (!parked.isEmpty() && share.isSpent());
    }

    /** The message that sound came of last; "" when there is none. */
    String messageId() {
        return messageId;
    }

    /** The same with what waits to be converted. */
    String lastMessageId() {
        return parked.isEmpty() ? messageId : parked.lastMessageId(messageId);
    }

    /** Whether sound waits to be converted. */
    boolean isConverting() {
        return !parked.isEmpty();
    }

    /** Whether the sound that has come ends in silence. */
    boolean endsQuietly() {
        return path.endsQuietly();
    }

    /** Whether more of it may come. */
    boolean isMessageOpen() {
        return messageOpen;
    }

    /** How much of it has come, in ms. */
    long messageMillis() {
        return (ledger.sentBytes() + ring.availableBytes() - messageStartBytes) / PlayoutLedger.BYTES_PER_MILLI;
    }

    /** No more sound will come in this turn. */
    void completeTurn() {
        if (!parked.isEmpty()) {
            parked.addTurnEnd();
            return;
        }
        completeMessage();
        turnComplete = true;
        pacer.hurry();
    }

    private void completeMessage() {
        if (messageOpen) {
            drain();
            ledger.messageComplete();
            messageOpen = false;
        }
    }

    /**
     * Gives the phone what is due; at every tick, and when sound has come.
     *
     * @return for how long the phone had run dry in mid-sentence, in ns; 0 when it had not
     */
    long pump(long nowNanos) {
        account();
        if (hold.isOn(nowNanos)) {
            return 0;
        }
        boolean onlyRest = drainIfDry(nowNanos);
        if (!pacer.isBeat(nowNanos) && !onlyRest) {
            return 0;
        }
        long underrunNanos = 0;
        boolean written = false;
        int frames = 0;
        while (pacer.wants(ledger.leadNanos(nowNanos), frames) && frameIsDue()) {
            frames++;
            int bytes = ring.read(frame, 0, FRAME_BYTES);
            // A rest that is late is the end of something, not a gap in it; nor is a gap that we made.
            if (!onlyRest && bytes == FRAME_BYTES && !hold.madeGap()) {
                underrunNanos = Math.max(underrunNanos, ledger.underrunNanos(nowNanos));
            }
            Arrays.fill(frame, bytes, FRAME_BYTES, MuLaw.SILENCE);
            comfort.stop(nowNanos);
            comfort.onAgentSound();
            phone.play(frame, FRAME_BYTES);
            ledger.sent(bytes, FRAME_BYTES - bytes, nowNanos);
            hold.soundGoesOn();
            written = true;
            if (ledger.sentBytes() - markedBytes >= MARK_EVERY_BYTES) {
                mark();
            }
        }
        pacer.sent(frames);
        if (turnComplete && ledger.sentBytes() > markedBytes && ring.availableBytes() == 0) {
            mark();
            written = true;
        }
        if (written) {
            phone.flush();
        }
        return underrunNanos;
    }

    /** A rest of less than a frame waits for more, unless no more comes. */
    private boolean frameIsDue() {
        int availableBytes = ring.availableBytes();
        return availableBytes >= FRAME_BYTES || (availableBytes > 0 && (turnComplete || drained));
    }

    /**
     * The phone has nothing to play and the sentence, or the turn, is not over: what is left of less than a frame is given
     * out, or it would be heard in front of whatever comes next, and keep a silent agent from being silent.
     */
    private boolean drainIfDry(long nowNanos) {
        boolean begun = messageOpen && ledger.sentBytes() > messageStartBytes;
        boolean dry = begun && ledger.leadNanos(nowNanos) == 0 && ring.availableBytes() < FRAME_BYTES;
        if (dry) {
            drain();
        }
        return dry;
    }

    private void drain() {
        if (!drained) {
            path.endMessage();
            ledger.queued(messageId, path.writtenBytes());
            drained = true;
        }
    }

    private void mark() {
        markedBytes = ledger.sentBytes();
        phone.mark(markedBytes);
    }

    /**
     * The phone gets nothing more for now; what it has it plays. An agent that is silent has nothing to hold. Held for ever by
     * nobody.
     */
    void hold(long nowNanos) {
        if (isSounding(nowNanos)) {
            hold.begin(nowNanos);
        }
    }

    boolean isHeld(long nowNanos) {
        return hold.isOn(nowNanos);
    }

    /** It goes on where it was held. */
    void goOn() {
        if (hold.end()) {
            pacer.hurry();
        }
    }

    /** How long the caller has heard nothing of the agent; 0 while he does. */
    long quietNanos(long nowNanos) {
        return isSounding(nowNanos) ? 0 : ledger.hasSent() ? ledger.silentNanos(nowNanos) : Long.MAX_VALUE;
    }

    /** Whether there is sound that the caller has not heard yet. */
    boolean isSounding(long nowNanos) {
        return isHeard(nowNanos) || ring.availableBytes() > 0 || !parked.isEmpty();
    }

    /** Whether the caller hears something now that is more than comfort. */
    boolean isHeard(long nowNanos) {
        return !comfort.isLast() && ledger.leadNanos(nowNanos) > 0;
    }

    /** Everything has been heard, and the phone said so or has had time to say so. */
    boolean isSilent(long nowNanos, long markWaitNanos) {
        return !isSounding(nowNanos) && (ledger.allMarked() || ledger.silentNanos(nowNanos) > markWaitNanos);
    }

    /**
     * Drops all sound, here and at the phone; the ledger's passages must have been taken before.
     *
     * @return how much that was, in ms; -1 when there was none, and the phone need not be told
     */
    long clear(long nowNanos) {
        long droppedMillis = drop(nowNanos);
        if (droppedMillis >= 0) {
            phone.clear();
            phone.flush();
        }
        return droppedMillis;
    }

    /** The same without telling the phone, which is about to leave. */
    long drop(long nowNanos) {
        boolean sounding = isSounding(nowNanos);
        hold.end();
        parked.clear();
        path.reset();
        messageOpen = false;
        messageId = "";
        if (!sounding) {
            return -1;
        }
        long droppedBytes = ring.clear() + ledger.leadNanos(nowNanos) / 1_000_000 * PlayoutLedger.BYTES_PER_MILLI;
        account();
        ledger.cleared(nowNanos);
        markedBytes = ledger.sentBytes();
        return droppedBytes / PlayoutLedger.BYTES_PER_MILLI;
    }
}
