package dev.trunkline.ai;

import static java.util.Objects.requireNonNull;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import dev.trunkline.audio.SoundFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NobodyIsGreetedTwiceIT {

    private static final byte[] WAV = new byte[44];

    private final AiEvents call = mock(AiEvents.class);
    private final AiLeg leg = mock(AiLeg.class);
    private final AtomicReference<AiEvents> far = new AtomicReference<>();
    private final AtomicReference<AiLeg> given = new AtomicReference<>();

    private AiEvents connect(@Nullable String group, @Nullable String context) {
        new Ungreeted((profile, events) -> {
                    far.set(events);
                    return () -> {};
                })
                .connect(new AgentProfile("CA1", null, null, group, 16_000, Map.of(), context, List.of()), call);
        AiEvents events = requireNonNull(far.get());
        org.mockito.Mockito.doAnswer(invocation -> {
                    given.set(invocation.getArgument(0));
                    return null;
                })
                .when(call)
                .onReady(any(), any(), any());
        events.onReady(leg, "chat", "group");
        return events;
    }

    private void say(AiEvents events, String id, String text) {
        events.onAgentMessage(id, text, Map.of());
        events.onAgentAudio(id, SoundFormat.PHONE, WAV, 0, WAV.length);
    }

    private void verifySaid(String id) {
        verify(call).onAgentMessage(eq(id), any(), any());
        verify(call).onAgentAudio(eq(id), any(), any(), anyInt(), anyInt());
    }

    private void verifyUnsaid(String id) {
        verify(call, never()).onAgentMessage(eq(id), any(), any());
        verify(call, never()).onAgentAudio(eq(id), any(), any(), anyInt(), anyInt());
    }

    @Test
    void aNewCallerAndOneWhoseConversationIsResumedHearEverything() {
        say(connect(null, null), "greeting", "Hello");
        verifySaid("greeting");
        say(connect("group", "The caller is back."), "back", "Nobody is there");
        verifySaid("back");
    }

    @Test
    void theFirstTurnOfANewChatOfAnOldCallIsNotPassedOn() {
        AiEvents events = connect(null, "Do not greet.");

        say(events, "greeting", "Hello");
        say(events, "more", "How can I help you?");
        events.onAgentTurnEnded();
        say(events, "nudge", "Are you still there?");

        verifyUnsaid("greeting");
        verifyUnsaid("more");
        verifySaid("nudge");
    }

    @Test
    void theAnswerToACallerWhoSpeaksFirstIsNoGreetingButTheRestOfTheGreetingIs() {
        AiEvents events = connect(null, "Do not greet.");
        events.onAgentMessage("greeting", "Hello", Map.of());

        events.onUserMessage("are you there", false, Map.of());
        events.onAgentAudio("greeting", SoundFormat.PHONE, WAV, 0, WAV.length);
        say(events, "answer", "Here I am");

        verifyUnsaid("greeting");
        verifySaid("answer");
    }

    @Test
    void whatTheAgentIsMadeToSayIsNoGreeting() {
        AiEvents events = connect(null, "Do not greet.");
        requireNonNull(given.get()).speak("We are open every day. Also on Sundays.");

        say(events, "greeting", "Hello");
        say(events, "rest", "Also on Sundays.");
        say(events, "after", "What else?");

        verify(leg).speak("We are open every day. Also on Sundays.");
        verifyUnsaid("greeting");
        verifySaid("rest");
        verifySaid("after");
    }
}
