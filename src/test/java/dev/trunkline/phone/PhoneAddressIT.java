package dev.trunkline.phone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.phone.PhoneAddress.Kind;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneAddressIT {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+442079460000",
                "442079460000",
                "00442079460000",
                " 442079460000",
                "+44 20 7946 0000",
                "+44-20-7946-0000",
                "+44 (0)20 7946 0000",
                "+44.20.7946.0000",
                "(+44) 20 7946 0000",
                "(+44) (0)20 7946 0000",
                "+44\u00a020\u20137946\u20110000",
                "%2B442079460000",
                "tel:+44-20-7946-0000",
                "TEL:+442079460000;phone-context=example.com",
                "+\u0664\u0664\u0662\u0660\u0667\u0669\u0664\u0666\u0660\u0660\u0660\u0660"
            })
    void aNumberIsTheSameHoweverItIsWritten(String written) {
        assertThat(PhoneAddress.of(written)).isEqualTo(new PhoneAddress(Kind.NUMBER, "+442079460000"));
    }

    @ParameterizedTest
    @CsvSource({
        "sip:Alice@Example.COM,                              sip:alice@example.com",
        "SIP:alice@example.com:5060;transport=tls,           sip:alice@example.com",
        "sips:alice@example.com:5061,                        sip:alice@example.com",
        "sip:alice:secret@example.com?subject=x,             sip:alice@example.com",
        "\"Alice\" <sip:alice@example.com>;tag=1,            sip:alice@example.com",
        "sip:alice@example.com.,                             sip:alice@example.com",
        "sip:alice@example.com:5080,                         sip:alice@example.com:5080",
        "sip:%61lice@example.com,                            sip:alice@example.com",
        "sip:+4420@x.sip.twilio.com;user=phone,              sip:+4420@x.sip.twilio.com",
        "sip:+44-20-7946-0000@x.sip.twilio.com;user=phone,   sip:+442079460000@x.sip.twilio.com",
        "sip:%2B442079460000@x.sip.twilio.com,               sip:+442079460000@x.sip.twilio.com",
        "sip:+442079460000;ext=7@x.sip.twilio.com;user=phone, sip:+442079460000@x.sip.twilio.com",
        "sip:1001@pbx.example.com,                           sip:1001@pbx.example.com",
        "sip:alice@[2001:DB8::1]:5060,                       sip:alice@[2001:db8::1]",
        "sip:example.com,                                    sip:example.com",
    })
    void aSipAddressIsItsUserAndItsHost(String written, String text) {
        assertThat(PhoneAddress.of(written)).isEqualTo(new PhoneAddress(Kind.SIP, text));
    }

    @ParameterizedTest
    @CsvSource({
        "client:Alice,            CLIENT,     client:alice",
        "Client:alice,            CLIENT,     client:alice",
        "client%3AAlice,          CLIENT,     client:alice",
        "client:alice?x=y,        CLIENT,     client:alice",
        "whatsapp:+442079460000,  MESSENGER,  whatsapp:+442079460000",
        "WhatsApp:44 20 7946 0000, MESSENGER, whatsapp:+442079460000",
        "12345,                   SHORT_CODE, 12345",
        "123-45,                  SHORT_CODE, 12345",
        "ACME,                    OTHER,      acme",
        "02079460000,             OTHER,      02079460000",
        "+0123456789,             OTHER,      +0123456789",
        "+1234567890123456,       OTHER,      +1234567890123456",
        "'',                      OTHER,      ''",
    })
    void everyOtherPartyHasItsKind(String written, Kind kind, String text) {
        assertThat(PhoneAddress.of(written)).isEqualTo(new PhoneAddress(kind, text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "anonymous",
                "Anonymous",
                "+anonymous",
                "Restricted",
                "RESTRICTED",
                "+266696687",
                "266696687",
                "+7378742833",
                "+2562533",
                "+8656696",
                "+86282452253",
                "unknown",
                "Unavailable",
                "blocked",
                "PRIVATE",
                "sip:anonymous@anonymous.invalid",
                "sip:Anonymous@10.0.0.1:5060",
                "sip:x@anonymous.invalid",
                "client:Anonymous"
            })
    void aWithheldCallerIsNobody(String written) {
        PhoneAddress address = PhoneAddress.of(written);

        assertThat(address).isEqualTo(new PhoneAddress(Kind.WITHHELD, "anonymous"));
        assertThat(address.isCallerId()).isFalse();
        assertThat(address.number()).isNull();
    }

    @Test
    void onlyANumberIsACallerId() {
        assertThat(PhoneAddress.of("14155550100").isCallerId()).isTrue();
        for (String other : new String[] {
            "client:alice", "sip:+14155550100@x.example.com", "whatsapp:+14155550100", "12345", "ACME", "", "anonymous"
        }) {
            assertThat(PhoneAddress.of(other).isCallerId()).as(other).isFalse();
        }
    }

    @Test
    void aPartyOfSipOrAMessengerMayHaveANumber() {
        assertThat(PhoneAddress.of("whatsapp:+442079460000").number()).isEqualTo("+442079460000");
        assertThat(PhoneAddress.of("sip:00442079460000@x.sip.twilio.com").number())
                .isEqualTo("+442079460000");
        assertThat(PhoneAddress.of("sip:1001@x.sip.twilio.com").number()).isNull();
        assertThat(PhoneAddress.of("sip:alice@x.sip.twilio.com").number()).isNull();
        assertThat(PhoneAddress.of("client:+442079460000").number()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "+14155550100, +14*******00",
        "whatsapp:+14155550100, whatsapp:+14*******00",
        "client:alice, client:***",
        "sip:alice@example.com, sip:***",
        "Mrs Canary, ***",
        "911, ***",
        "RESTRICTED, anonymous",
        "'', ''"
    })
    void whatALogShowsTellsNobodyWhoItIs(String written, String masked) {
        assertThat(PhoneAddress.of(written).masked()).isEqualTo(masked);
    }

    @Test
    void theNormalFormIsNormalAlready() {
        var random = new Random(16);
        String alphabet = "+0123456789 ()-.:@;?<>%sipclentwha\u2028\u001b\u00e4\ud83d";
        for (int i = 0; i < 200_000; i++) {
            StringBuilder written = new StringBuilder(random.nextBoolean() ? "" : "sip:");
            for (int c = random.nextInt(14); c > 0; c--) {
                written.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            PhoneAddress address = PhoneAddress.of(written.toString());
            if (address.kind() == Kind.NUMBER || address.kind() == Kind.SHORT_CODE || address.kind() == Kind.WITHHELD) {
                assertThat(PhoneAddress.of(address.text())).isEqualTo(address);
            }
        }
    }
}
