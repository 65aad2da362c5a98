package dev.trunkline.lab.farend;

import io.netty.channel.Channel;
import java.util.function.IntFunction;

/** EVI's: {@code assistant_message}, its sound in small WAV files, {@code assistant_end}. Confined to the chat's loop. */
final class EviTongue implements Tongue {

    private final String idPrefix;
    private final Channel channel;
    private IntFunction<CannedSpeech> voice;
    private CannedSpeech speech;
    private String messageId = "";
    private int chunks;

    /**
     * @param idPrefix what the ids of its messages begin with
     * @param voice what an answer sounds like, counted from 0
     */
    EviTongue(String idPrefix, IntFunction<CannedSpeech> voice, Channel channel) {
        this.idPrefix = idPrefix;
        this.voice = voice;
        this.speech = voice.apply(0);
        this.channel = channel;
    }

    @Override
    public void begin(int answer) {
        speech = voice.apply(answer);
        messageId = idPrefix + answer; // unique, as EVI's are, also among the chats of one conversation
        chunks = 0;
        say("{\"type\":\"assistant_message\",\"id\":\"" + messageId
                + "\",\"message\":{\"role\":\"assistant\",\"content\":\"Canned speech number " + (answer + 1)
                + ".\"},\"models\":{},\"from_text\":false,\"is_quick_response\":false}");
    }

    @Override
    public void chunk() {
        String head = "{\"type\":\"audio_output\",\"id\":\"" + messageId + "\",\"index\":" + chunks++ + ",\"data\":\"";
        channel.write(speech.chunk(channel.alloc(), head));
        channel.write(speech.rest());
    }

    @Override
    public void end() {
        say("{\"type\":\"assistant_end\"}");
    }

    @Override
    public void speakRubbish() {
        speech = CannedSpeech.rubbish();
        voice = answer -> speech;
    }

    private void say(String json) {
        channel.write(CannedSpeech.message(channel.alloc(), json));
    }
}
