package dev.trunkline.lab.panel;

import dev.trunkline.lab.phone.CallerSound;
import dev.trunkline.lab.phone.PhoneRecord;
import dev.trunkline.lab.phone.PhoneRecord.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who was heard when in one call, and what that says of the agent. Immutable.
 *
 * @param caller the caller's sounds, in order; an utterance is one from its first sound to its last, whatever pauses are in it
 * @param agent the agent's speech, pauses up to {@link SpeechDetector#PAUSE_MILLIS} closed
 * @param agentSounds where the agent was heard at all: with its pauses, and the noise in them
 * @param durationMillis how long the two were connected
 */
public record LineActivity(List<Sound> caller, List<Span> agent, List<Span> agentSounds, long durationMillis) {

    private static final long HELD_MILLIS = 1_000;

    public LineActivity {
        caller = List.copyOf(caller);
        agent = List.copyOf(agent);
        agentSounds = List.copyOf(agentSounds);
    }

    /** A sound of the caller's, from its first audible moment to its last. */
    public record Sound(long startMillis, long endMillis, CallerSound sound) {}

    /** Of a simulated call: the agent from what the telephone played, the caller from what was said into it. */
    public static LineActivity of(PhoneRecord phone) {
        PhoneRecord.Audio audio = phone.audio();
        long endMillis = phone.streams().stream()
                .mapToLong(PhoneRecord.StreamRecord::endMillis)
                .max()
                .orElse(phone.ending().endedAtMillis());
        List<Sound> caller = phone.conversation().callerUtterances().stream()
                .map(said -> new Sound(said.startMillis(), said.endMillis(), said.sound()))
                .toList();
        return of(caller, audio.agentSamples(), audio.sampleRateHz(), endMillis);
    }

    /** Of a recording with two tracks, of which nobody knows what the caller's sounds were meant to be. */
    public static LineActivity of(short[] callerSamples, short[] agentSamples, int sampleRateHz) {
        List<Sound> caller = SpeechDetector.speech(callerSamples, sampleRateHz).stream()
                .map(span -> new Sound(span.startMillis(), span.endMillis(), CallerSound.TURN))
                .toList();
        return of(caller, agentSamples, sampleRateHz, agentSamples.length * 1_000L / sampleRateHz);
    }

    private static LineActivity of(List<Sound> caller, short[] agentSamples, int sampleRateHz, long endMillis) {
        return new LineActivity(
                caller.stream().filter(sound -> sound.startMillis() < endMillis).toList(),
                before(endMillis, SpeechDetector.speech(agentSamples, sampleRateHz)),
                before(endMillis, SpeechDetector.sounds(agentSamples, sampleRateHz)),
                endMillis);
    }

    private static List<Span> before(long endMillis, List<Span> spans) {
        return spans.stream()
                .filter(span -> span.startMillis() < endMillis)
                .map(span -> new Span(span.startMillis(), Math.min(span.endMillis(), endMillis)))
                .toList();
    }

    /**
     * The call in fifths of a second. A tick contains a sound when at least half of it does, and every sound has one. A cough
     * or a word aside in the agent's silence is no speech here but an effect, as in tau-voice: nobody owes it an answer.
     */
    public List<Tick> ticks() {
        int count = tick(durationMillis);
        boolean[] agentSpeaks = new boolean[count];
        for (Span span : agent) {
            for (int i = tick(span.startMillis()); i < Math.min(count, tickAfter(span)); i++) {
                agentSpeaks[i] = true;
            }
        }
        boolean[] callerSpeaks = new boolean[count];
        CallerSound[] sounds = new CallerSound[count];
        for (Sound said : caller) {
            int from = tick(said.startMillis());
            boolean isSpeech = said.sound() == CallerSound.TURN
                    || said.sound() == CallerSound.BACKCHANNEL
                    || (from < count && agentSpeaks[from]);
            for (int i = from; i < Math.min(count, tickAfter(said)); i++) {
                callerSpeaks[i] |= isSpeech;
                sounds[i] = said.sound();
            }
        }
        List<Tick> ticks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ticks.add(new Tick(callerSpeaks[i], agentSpeaks[i], sounds[i]));
        }
        return ticks;
    }

    private static int tick(long millis) {
        return Math.toIntExact((millis + Tick.MILLIS / 2) / Tick.MILLIS);
    }

    private static int tickAfter(Span span) {
        return Math.max(tick(span.startMillis()) + 1, tick(span.endMillis()));
    }

    private static int tickAfter(Sound sound) {
        return tickAfter(new Span(sound.startMillis(), sound.endMillis()));
    }

    /** What the panel counts, with times that are as exact as the waveforms. */
    public List<PanelEvent> events() {
        return PanelEvents.of(ticks()).stream().map(this::exact).toList();
    }

    private PanelEvent exact(PanelEvent event) {
        return switch (event.kind()) {
            case RESPONSE -> event.good() ? exactResponse(event) : event;
            case YIELD -> event.good() ? exactYield(event) : event;
            case BACKCHANNEL, TIC, ASIDE -> event.good() ? event.lasting(longestPause(event.tick())) : event;
            case AGENT_INTERRUPTS -> event;
        };
    }

    private PanelEvent exactResponse(PanelEvent event) {
        Sound turn = last(
                caller.stream().filter(said -> tickAfter(said) == event.tick()).toList());
        Span answer = last(agent.stream()
                .filter(span -> tick(span.startMillis()) == event.tick() + event.ticks())
                .toList());
        return turn == null || answer == null ? event : event.lasting(answer.startMillis() - turn.endMillis());
    }

    private PanelEvent exactYield(PanelEvent event) {
        Sound interruption = startingIn(event.tick());
        Span yielded = last(agent.stream()
                .filter(span -> tickAfter(span) == event.tick() + event.ticks())
                .toList());
        return interruption == null || yielded == null
                ? event
                : event.lasting(Math.max(0, yielded.endMillis() - interruption.startMillis()));
    }

    private @Nullable Sound startingIn(int tick) {
        return last(
                caller.stream().filter(said -> tick(said.startMillis()) == tick).toList());
    }

    /** How long the agent was silent at most, of what began within a second from the caller's sound on. */
    private long longestPause(int tick) {
        Sound sound = startingIn(tick);
        long longest = 0;
        for (int i = 0; sound != null && i + 1 < agentSounds.size(); i++) {
            long silentMillis = agentSounds.get(i).endMillis();
            if (silentMillis >= sound.startMillis() && silentMillis < sound.startMillis() + HELD_MILLIS) {
                longest = Math.max(longest, agentSounds.get(i + 1).startMillis() - silentMillis);
            }
        }
        return longest;
    }

    private static <T> @Nullable T last(List<T> list) {
        return list.isEmpty() ? null : list.get(list.size() - 1);
    }

    /** How often an event of a kind went which way. */
    public InteractionPanel panel() {
        return InteractionPanel.of(events());
    }

    /**
     * The longest time that nobody was heard although it was for the agent to speak: before its greeting, between the caller's
     * turn and what comes next, and within what the agent says. The silence behind the agent's last word is the caller's.
     */
    public long deadAirMillis() {
        List<Heard> heard = new ArrayList<>();
        agentSounds.forEach(span -> heard.add(new Heard(span.startMillis(), span.endMillis(), true)));
        caller.stream()
                .filter(said -> said.sound() == CallerSound.TURN)
                .forEach(said -> heard.add(new Heard(said.startMillis(), said.endMillis(), false)));
        heard.sort(Comparator.comparingLong(Heard::fromMillis));
        long longest = 0;
        long silentMillis = 0;
        boolean isAgents = true;
        for (Heard next : heard) {
            if (isAgents || next.agents()) {
                longest = Math.max(longest, next.fromMillis() - silentMillis);
            }
            if (next.toMillis() > silentMillis) {
                silentMillis = next.toMillis();
                isAgents = !next.agents();
            }
        }
        return isAgents ? Math.max(longest, durationMillis - silentMillis) : longest;
    }

    private record Heard(long fromMillis, long toMillis, boolean agents) {}
}
