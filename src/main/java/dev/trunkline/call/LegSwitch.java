package dev.trunkline.call;

import dev.trunkline.ai.AiEvents;
import dev.trunkline.ai.AiLeg;
import dev.trunkline.ai.AiLoss;
import dev.trunkline.call.FarEndEvent.AiReady;
import dev.trunkline.call.FarEndEvent.RolledOver;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Puts one AI leg in the place of another: planned, while both are there, or because the first was lost; and the first one of all. Confined to the call's
 * loop.
 *
 * @param attendance hears what the new leg tells
 */
record LegSwitch(
        Attendance attendance,
        AiLine line,
        Conversation conversation,
        CallLifecycle lifecycle,
        ToolCallDispatcher tools,
        CallSupervision supervision,
        LongSupplier nowNanos,
        Consumer<CallEvent> events)
        implements Rollover.Stage {

    /** The leg that the call has dialled is ready, and goes on where the conversation stands. */
    void begin(AiLeg leg, String chatId, String chatGroupId) {
        boolean again = line.everReady();
        long connectNanos = line.onReady(chatGroupId, nowNanos.getAsLong());
        events.accept(new AiReady(chatId, chatGroupId, connectNanos, again, line.farEnd()));
        line.tellMeanwhile(leg, conversation.stillHeard());
        tools.onLeg(leg);
        conversation.goOn(leg, line.uplink().holdsSpeech(), tools.isOpen());
        line.uplink().begin(leg);
    }

    @Override
    public void goOnWith(NextLeg next, AiLeg leg, RolledOver.Moment moment, long unfinishedBytes) {
        long atNanos = nowNanos.getAsLong();
        tools.forgetAsker();
        conversation.onAiLost(AiLoss.Kind.DURATION_LIMIT);
        line.goOnWith(next.events(), next.openedNanos());
        lifecycle.rollOverTo(leg);
        attendance.onOtherLeg();
        supervision.onLeg(leg);
        line.onReady(next.chatGroupId(), atNanos);
        line.tellMeanwhile(leg, conversation.stillHeard());
        tools.onLeg(leg);
        events.accept(new RolledOver(next.chatId(), next.chatGroupId(), moment, atNanos - next.openedNanos()));
        if (moment.owesNothing()) {
            conversation.onLegReplaced(leg);
        } else {
            conversation.goOn(leg, unfinishedBytes != Uplink.NOTHING, tools.isOpen());
        }
        line.uplink().settle(unfinishedBytes);
        line.uplink().begin(leg);
        next.attempt().goOn();
    }

    @Override
    public AiEvents call() {
        return attendance;
    }

    @Override
    public void tell(CallEvent event) {
        events.accept(event);
    }

    /** A chat that was opened for later is there at once for the one that was lost, if that is to be called again. */
    void standIn(NextLeg next) {
        if (!lifecycle.goOnWith(next.attempt())) {
            next.giveUp();
            return;
        }
        line.goOnWith(next.events(), next.openedNanos());
        AiLeg leg = next.leg();
        if (leg != null) {
            attendance.onReady(leg, next.chatId(), next.chatGroupId());
        }
        next.attempt().goOn();
    }
}
