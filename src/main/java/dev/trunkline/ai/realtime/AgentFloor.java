package dev.trunkline.ai.realtime;

import dev.trunkline.ai.AiEvents;
import dev.trunkline.ai.realtime.RealtimeCommand.ResponseOptions;
import dev.trunkline.ai.realtime.RealtimeEvent.AgentText;
import dev.trunkline.ai.realtime.RealtimeEvent.AudioDelta;
import dev.trunkline.audio.SoundFormat;
import dev.trunkline.time.Scheduler;
import org.jspecify.annotations.Nullable;

/** The agent as whoever interrupts it sees it: whether it is heard, and what is done when the caller is to be heard. Confined to the call's loop. */
final class AgentFloor implements OwnInterruptions.Agent {

    private final RealtimeLeg leg;
    private final AiEvents events;
    private final Scheduler scheduler;
    private boolean spoke; // since the caller last had the floor
    private boolean asksSomething;
    private @Nullable ResponseOptions owed; // called off for somebody who perhaps did not speak to the agent

    AgentFloor(RealtimeLeg leg, AiEvents events, Scheduler scheduler) {
        this.leg = leg;
        this.events = events;
        this.scheduler = scheduler;
    }

    /** More of its words, of which the sound comes in that format. */
    void onText(AgentText event, SoundFormat format) {
        leg.items().begin(event.itemId(), event.responseId(), format);
        String words = event.more().stripTrailing();
        asksSomething = words.isEmpty() ? asksSomething : words.endsWith("?");
    }

    void onSound(AudioDelta event, SoundFormat format, int lengthBytes) {
        spoke = true;
        leg.items()
                .add(
                        event.itemId(),
                        event.responseId(),
                        event.contentIndex(),
                        format,
                        lengthBytes,
                        scheduler.nowNanos());
    }

    /** The far end hears that the caller speaks. */
    void onSpeechStarted() {
        if (leg.interruptions() == null) {
            leg.responses().onInterrupted(); // it has ended what it was saying
            fallSilent();
        } else if (leg.responses().isBusy() && !isHeard()) {
            // The caller goes on before there was an answer to hear; or it is somebody else.
            ResponseOptions expected = leg.responses().expected();
            owed = expected == null ? owed : expected;
            giveFloor();
        }
    }

    @Override
    public boolean isHeard() {
        return leg.items().plays(scheduler.nowNanos());
    }

    @Override
    public boolean hasAsked() {
        return asksSomething;
    }

    @Override
    public void hold() {
        leg.items().hold(scheduler.nowNanos());
        events.onAgentHeld();
    }

    @Override
    public void goOn() {
        leg.items().goOn(scheduler.nowNanos());
        events.onAgentGoesOn();
    }

    @Override
    public void giveFloor() {
        leg.responses().cancel();
        fallSilent();
    }

    private void fallSilent() {
        leg.items().silence();
        if (spoke) {
            spoke = false;
            leg.words().release(); // what was heard of a message is told by its words
            events.onUserInterrupted();
        }
        leg.flushAnswers(); // perhaps no event has brought us here, but the caller's sound
    }

    @Override
    public void answer() {
        owed = null;
        leg.responses().want();
        leg.flushAnswers();
    }

    @Override
    public void forget(String itemId) {
        leg.forget(itemId);
        goOnAnswering();
    }

    @Override
    public void goOnAnswering() {
        ResponseOptions calledOff = owed;
        owed = null;
        if (calledOff != null) {
            leg.responses().wantStill(calledOff);
        }
        leg.flushAnswers(); // perhaps no event has brought us here, but time
    }
}
