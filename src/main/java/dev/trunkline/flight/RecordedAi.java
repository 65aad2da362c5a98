package dev.trunkline.flight;

import dev.trunkline.ai.AgentProfile;
import dev.trunkline.ai.AiConnector;
import dev.trunkline.ai.AiEvents;
import dev.trunkline.ai.AiLoss;
import dev.trunkline.flight.FlightFact.Wanted;

/** What calls the AI, and what a call asks of it. Confined to the call's loop. */
final class RecordedAi implements AiConnector {

    private final AiConnector connector;
    private final FlightTape tape;
    private final SoundSum sum = new SoundSum();
    private int legs;

    RecordedAi(AiConnector connector, FlightTape tape) {
        this.connector = connector;
        this.tape = tape;
    }

    @Override
    public Attempt connect(AgentProfile profile, AiEvents events) {
        int leg = wanted(profile, false);
        return calledOff(leg, connector.connect(profile, new RecordedAiEvents(events, connector, leg, tape, sum)));
    }

    @Override
    public Attempt connectBeside(AgentProfile profile, AiEvents events) {
        int leg = wanted(profile, true);
        return calledOff(
                leg, connector.connectBeside(profile, new RecordedAiEvents(events, connector, leg, tape, sum)));
    }

    private int wanted(AgentProfile profile, boolean isBeside) {
        Wanted wanted = new Wanted(profile.resumedChatGroupId(), profile.context(), profile.heard());
        tape.write(FlightKind.CONNECT, ++legs, isBeside ? 1 : 0, wanted);
        return legs;
    }

    private Attempt calledOff(int leg, Attempt attempt) {
        return new Attempt() {
            @Override
            public void cancel() {
                tape.write(FlightKind.CALL_OFF, leg, 0, null);
                attempt.cancel();
            }

            @Override
            public void goOn() {
                attempt.goOn();
            }
        };
    }

    @Override
    public boolean isDown() {
        return tape.answers(FlightQuestion.IS_DOWN.number(), connector.isDown());
    }

    @Override
    public boolean hasAnother() {
        return tape.answers(FlightQuestion.HAS_ANOTHER.number(), connector.hasAnother());
    }

    @Override
    public String farEnd() {
        return connector.farEnd();
    }

    @Override
    public long chatLimitNanos() {
        return connector.chatLimitNanos();
    }

    @Override
    public void onUseless(AiLoss loss) {
        tape.write(FlightKind.USELESS, 0, 0, loss);
        connector.onUseless(loss);
    }
}
