package dev.trunkline.lab.phone;

import dev.trunkline.lab.phone.PhoneRecord.BargeIn;
import dev.trunkline.lab.phone.PhoneRecord.Clear;
import dev.trunkline.lab.phone.PhoneRecord.Conversation;
import dev.trunkline.lab.phone.PhoneRecord.Span;
import dev.trunkline.lab.phone.PhoneRecord.Utterance;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds out, after a call, who spoke when and who answered whom. Confined to one thread. */
final class TalkAnalysis {

    /** A pause shorter than this is part of one's speech. */
    static final int PAUSE_BLOCKS = Blocks.of(400);

    private static final int SHORTEST_GAP_BLOCKS = Blocks.of(20);
    private static final int NEARBY_BLOCKS = Blocks.of(100);
    private static final long NEVER = -1;

    private final BitSet audible;
    private final List<SpokenWords> words;
    private final List<Clear> clears;
    private final List<Span> streams;
    private final List<Span> segments;

    /**
     * @param audible the blocks in which something was heard at the telephone
     * @param words what the caller said, in order
     * @param streams when a media stream was open: only then was it the agent who was heard, and not the carrier's own
     *     voice or a person
     */
    TalkAnalysis(BitSet audible, List<SpokenWords> words, List<Clear> clears, List<Span> streams) {
        this.audible = audible;
        this.words = words;
        this.clears = clears;
        this.streams = streams;
        this.segments = segments();
    }

    /** What the caller said, by the blocks of its first and after its last sound. */
    static final class SpokenWords {
        final String text;
        final CallerSound sound;
        final int fromBlock;
        final int toBlock;
        boolean cleared;
        long staleBytes;

        SpokenWords(String text, CallerSound sound, int fromBlock, int toBlock) {
            this.text = text;
            this.sound = sound;
            this.fromBlock = fromBlock;
            this.toBlock = toBlock;
        }

        /** The same, cut off where the call ended. */
        SpokenWords endingBy(int block) {
            if (toBlock <= block) {
                return this;
            }
            SpokenWords cut = new SpokenWords(text, sound, fromBlock, block);
            cut.staleBytes = staleBytes;
            return cut;
        }
    }

    /** A stretch in which the playout buffer was empty between two pieces of audio. */
    record DryGap(int fromBlock, int toBlock) {}

    Conversation conversation() {
        List<Utterance> utterances = new ArrayList<>();
        List<BargeIn> bargeIns = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            SpokenWords said = words.get(i);
            long startMillis = Blocks.millis(said.fromBlock);
            long nextMillis = nextTurnMillis(i + 1);
            boolean isTurn = said.sound == CallerSound.TURN;
            Span interrupted = isTurn ? segmentAround(startMillis) : null;
            utterances.add(new Utterance(
                    said.text,
                    startMillis,
                    Blocks.millis(said.toBlock),
                    interrupted != null,
                    isTurn ? answeredAfter(startMillis, Blocks.millis(said.toBlock), nextMillis) : NEVER,
                    said.sound));
            if (interrupted != null) {
                bargeIns.add(bargeIn(said, interrupted, nextMillis));
            }
        }
        return new Conversation(utterances, segments, greeting(), bargeIns, List.copyOf(clears));
    }

    private long nextTurnMillis(int from) {
        return words.stream()
                .skip(from)
                .filter(said -> said.sound == CallerSound.TURN)
                .mapToLong(said -> Blocks.millis(said.fromBlock))
                .findFirst()
                .orElse(Long.MAX_VALUE);
    }

    private long greeting() {
        for (Span stream : streams) {
            int heard = audible.nextSetBit(Blocks.of(stream.startMillis()));
            if (heard >= 0 && isStreaming(Blocks.millis(heard))) {
                return Blocks.millis(heard) - streams.get(0).startMillis();
            }
        }
        return NEVER;
    }

    private boolean isStreaming(long millis) {
        return streams.stream().anyMatch(stream -> stream.startMillis() <= millis && millis < stream.endMillis());
    }

    /** How many of the gaps tore audible speech apart. */
    int underruns(List<DryGap> gaps) {
        int count = 0;
        for (DryGap gap : gaps) {
            int blocks = gap.toBlock - gap.fromBlock;
            boolean within = isAudible(gap.fromBlock - NEARBY_BLOCKS, gap.fromBlock)
                    && isAudible(gap.toBlock, gap.toBlock + NEARBY_BLOCKS);
            if (blocks >= SHORTEST_GAP_BLOCKS && blocks < PAUSE_BLOCKS && within) {
                count++;
            }
        }
        return count;
    }

    private BargeIn bargeIn(SpokenWords said, Span interrupted, long nextMillis) {
        long startMillis = Blocks.millis(said.fromBlock);
        Clear clear = null;
        for (Clear candidate : clears) {
            if (clear == null && candidate.atMillis() >= startMillis && candidate.atMillis() < nextMillis) {
                clear = candidate;
            }
        }
        return new BargeIn(
                startMillis,
                clear == null ? NEVER : clear.atMillis(),
                interrupted.endMillis() - startMillis,
                said.staleBytes * 1_000 / Blocks.SAMPLE_RATE_HZ,
                clear == null ? NEVER : clear.playedMillisSinceSilence(),
                clear == null ? NEVER : clear.playedBytes());
    }

    private long answeredAfter(long startMillis, long endMillis, long nextMillis) {
        for (Span segment : segments) {
            // What began while the caller spoke and goes on afterwards took no turn: it spoke over the caller.
            boolean over = segment.startMillis() > startMillis && segment.endMillis() > endMillis;
            if (segment.startMillis() < nextMillis && (over || segment.startMillis() >= endMillis)) {
                boolean answers = segment.startMillis() >= endMillis && isStreaming(segment.startMillis());
                return answers ? segment.startMillis() - endMillis : NEVER;
            }
        }
        return NEVER;
    }

    private @Nullable Span segmentAround(long millis) {
        for (Span segment : segments) {
            if (segment.startMillis() <= millis && millis < segment.endMillis()) {
                return segment;
            }
        }
        return null;
    }

    private List<Span> segments() {
        List<Span> found = new ArrayList<>();
        int from = audible.nextSetBit(0);
        while (from >= 0) {
            int to = audible.nextClearBit(from);
            int next = audible.nextSetBit(to);
            while (next >= 0 && next - to < PAUSE_BLOCKS && !isClearedBetween(to, next)) {
                to = audible.nextClearBit(next);
                next = audible.nextSetBit(to);
            }
            found.add(new Span(Blocks.millis(from), Blocks.millis(to)));
            from = next;
        }
        return List.copyOf(found);
    }

    private boolean isClearedBetween(int fromBlock, int toBlock) {
        return clears.stream()
                .anyMatch(clear ->
                        clear.atMillis() >= Blocks.millis(fromBlock) && clear.atMillis() <= Blocks.millis(toBlock));
    }

    private boolean isAudible(int fromBlock, int toBlock) {
        int next = audible.nextSetBit(Math.max(0, fromBlock));
        return next >= 0 && next < toBlock;
    }
}
