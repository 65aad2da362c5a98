package dev.trunkline.phone.twilio;

import com.twilio.http.HttpMethod;
import com.twilio.twiml.VoiceResponse;
import com.twilio.twiml.voice.Client;
import com.twilio.twiml.voice.Connect;
import com.twilio.twiml.voice.Dial;
import com.twilio.twiml.voice.Enqueue;
import com.twilio.twiml.voice.Gather;
import com.twilio.twiml.voice.Hangup;
import com.twilio.twiml.voice.Leave;
import com.twilio.twiml.voice.Number;
import com.twilio.twiml.voice.Pause;
import com.twilio.twiml.voice.Play;
import com.twilio.twiml.voice.Redirect;
import com.twilio.twiml.voice.Reject;
import com.twilio.twiml.voice.Say;
import com.twilio.twiml.voice.Sip;
import com.twilio.twiml.voice.Stream;
import dev.trunkline.phone.CarrierInstruction.Apologise;
import dev.trunkline.phone.CarrierInstruction.Hold;
import dev.trunkline.phone.CarrierInstruction.Transfer;
import dev.trunkline.phone.PhoneAddress;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** The documents Twilio obeys. What people and models said goes in as text only, never as markup. Immutable. */
final class Twiml {

    private Twiml() {}

    /** A stream; when it has ended, for whatever reason, {@code nextUrl} is asked. */
    static String stream(String streamUrl, String nextUrl) {
        return new VoiceResponse.Builder()
                .connect(new Connect.Builder()
                        .stream(new Stream.Builder().url(streamUrl).build()).build())
                .redirect(new Redirect.Builder(nextUrl).method(HttpMethod.POST).build())
                .build()
                .toXml();
    }

    /** A person is dialled, hears {@code whisperUrl} first, and {@code dialedUrl} is asked when it is over. */
    static String transfer(Transfer transfer, String dialedUrl, String whisperUrl, int maxSeconds) {
        Dial.Builder dial = new Dial.Builder()
                .answerOnBridge(true)
                .timeout(transfer.ringSeconds())
                .timeLimit(maxSeconds)
                .action(dialedUrl)
                .method(HttpMethod.POST);
        rings(dial, transfer.number(), transfer.callerId(), whisperUrl);
        return new VoiceResponse.Builder().dial(dial.build()).build().toXml();
    }

    /** Words, then a person if there is one, then the end. */
    static String apologise(Apologise apology, int maxSeconds) {
        VoiceResponse.Builder document = new VoiceResponse.Builder();
        if (!apology.words().isBlank()) {
            document.say(new Say.Builder(plain(apology.words())).build());
        }
        if (apology.number() != null) {
            Dial.Builder dial = new Dial.Builder().answerOnBridge(true).timeLimit(maxSeconds);
            rings(dial, apology.number(), apology.callerId(), null);
            document.dial(dial.build());
        }
        return document.hangup(new Hangup.Builder().build()).build().toXml();
    }

    /** A telephone, a SIP address or a client; with what it shows, and what is heard there first. */
    private static void rings(
            Dial.Builder dial, String number, @Nullable String callerId, @Nullable String whisperUrl) {
        if (callerId != null) {
            dial.callerId(callerId);
        }
        switch (PhoneAddress.of(number).kind()) {
            case SIP -> {
                Sip.Builder sip = new Sip.Builder(number);
                dial.sip(
                        whisperUrl == null
                                ? sip.build()
                                : sip.url(whisperUrl).method(HttpMethod.POST).build());
            }
            case CLIENT -> {
                Client.Builder client = new Client.Builder(number.substring(number.indexOf(':') + 1));
                dial.client(
                        whisperUrl == null
                                ? client.build()
                                : client.url(whisperUrl).method(HttpMethod.POST).build());
            }
            default -> {
                Number.Builder telephone = new Number.Builder(number);
                dial.number(
                        whisperUrl == null
                                ? telephone.build()
                                : telephone
                                        .url(whisperUrl)
                                        .method(HttpMethod.POST)
                                        .build());
            }
        }
    }

    /**
     * Words, then some seconds of waiting; then {@code againUrl} is asked, if there is one.
     *
     * @param music null: silence
     */
    static String waiting(String words, int seconds, @Nullable URI music, @Nullable String againUrl) {
        VoiceResponse.Builder document = saying(words);
        if (music == null) {
            document.pause(new Pause.Builder().length(seconds).build());
        } else {
            document.play(new Play.Builder(music).build());
            document.pause(new Pause.Builder().length(1).build()); // a file that cannot be played takes no time
        }
        if (againUrl != null) {
            document.redirect(
                    new Redirect.Builder(againUrl).method(HttpMethod.POST).build());
        }
        return document.build().toXml();
    }

    /** Words, then a queue of Twilio's: the caller hears what {@code waitUrl} says, again and again; {@code leftUrl} is asked afterwards. */
    static String enqueue(String words, String queue, String waitUrl, String leftUrl) {
        return saying(words)
                .enqueue(new Enqueue.Builder()
                        .name(queue)
                        .waitUrl(waitUrl)
                        .waitUrlMethod(HttpMethod.POST)
                        .action(leftUrl)
                        .method(HttpMethod.POST)
                        .build())
                .build()
                .toXml();
    }

    /** What somebody in a queue hears for some seconds; {@code keyUrl} is told the key that he presses meanwhile. */
    static String hold(Hold hold, String keyUrl) {
        Gather.Builder gather = new Gather.Builder()
                .inputs(Gather.Input.DTMF)
                .numDigits(1)
                .timeout(hold.music() == null ? hold.seconds() : 1)
                .action(keyUrl)
                .method(HttpMethod.POST);
        if (!hold.words().isBlank()) {
            gather.say(new Say.Builder(plain(hold.words())).build());
        }
        if (hold.music() != null) {
            gather.play(new Play.Builder(hold.music()).build());
        }
        return new VoiceResponse.Builder().gather(gather.build()).build().toXml();
    }

    /** Out of the queue. */
    static String leave() {
        return new VoiceResponse.Builder()
                .leave(new Leave.Builder().build())
                .build()
                .toXml();
    }

    /** {@code url} is asked. */
    static String redirect(String url) {
        return new VoiceResponse.Builder()
                .redirect(new Redirect.Builder(url).method(HttpMethod.POST).build())
                .build()
                .toXml();
    }

    /** The call is not answered. */
    static String reject(boolean busy) {
        return new VoiceResponse.Builder()
                .reject(new Reject.Builder()
                        .reason(busy ? Reject.Reason.BUSY : Reject.Reason.REJECTED)
                        .build())
                .build()
                .toXml();
    }

    static String hangUp() {
        return new VoiceResponse.Builder()
                .hangup(new Hangup.Builder().build())
                .build()
                .toXml();
    }

    /** Words and nothing more; without words the document is empty. */
    static String say(String words) {
        return saying(words).build().toXml();
    }

    private static VoiceResponse.Builder saying(String words) {
        VoiceResponse.Builder document = new VoiceResponse.Builder();
        return words.isBlank() ? document : document.say(new Say.Builder(plain(words)).build());
    }

    /**
     * Words, and a key is waited for; {@code keyUrl} is told it. Asked twice without one, the leg is hung up.
     *
     * @param words said once; "" for none
     * @param seconds for the key, after the words
     */
    static String screen(String words, String prompt, String keyUrl, int seconds) {
        String first = words.isBlank() ? prompt : plain(words) + " " + prompt;
        return new VoiceResponse.Builder()
                .gather(key(first, keyUrl, seconds))
                .gather(key(prompt, keyUrl, seconds))
                .hangup(new Hangup.Builder().build())
                .build()
                .toXml();
    }

    private static Gather key(String words, String keyUrl, int seconds) {
        return new Gather.Builder()
                .inputs(Gather.Input.DTMF)
                .numDigits(1)
                .timeout(seconds)
                .action(keyUrl)
                .method(HttpMethod.POST)
                .say(new Say.Builder(words).build())
                .build();
    }

    /** Without what XML 1.0 (section 2.2) cannot hold even escaped: control characters, halves of surrogate pairs. */
    private static String plain(String words) {
        return words.codePoints()
                .filter(c ->
                        c == '\t' || c == '\n' || (c >= ' ' && c < 0xD800) || (c > 0xDFFF && c < 0xFFFE) || c > 0xFFFF)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
