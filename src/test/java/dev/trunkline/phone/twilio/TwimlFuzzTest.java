package dev.trunkline.phone.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.fuzz.FuzzTarget;
import dev.trunkline.fuzz.Made;
import dev.trunkline.phone.CarrierInstruction.Apologise;
import dev.trunkline.phone.CarrierInstruction.Transfer;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

/** Whatever people and models said is text in a document, never markup: the document has the elements that it always has. */
class TwimlFuzzTest implements FuzzTarget {

    private static final String HERE = "https://voice.example.com/twilio/next?a=1&b=2";

    @Override
    public void check(byte[] input) throws Exception {
        Made made = new Made(input);
        String number = "+1555" + Integer.toUnsignedString(made.number());
        String words = made.restText();

        Element said = parsed(Twiml.say(words));
        assertThat(elements(said)).isEqualTo(words.isBlank() ? List.of() : List.of("Say"));
        Element sorry = parsed(Twiml.apologise(new Apologise(words, number, null), 60));
        assertThat(elements(sorry))
                .isEqualTo(
                        words.isBlank()
                                ? List.of("Dial", "Number", "Hangup")
                                : List.of("Say", "Dial", "Number", "Hangup"));
        if (!words.isBlank()) {
            assertThat(said.getTextContent()).isEqualTo(sorry.getFirstChild().getTextContent());
            assertThat(said.getTextContent()).hasSizeLessThanOrEqualTo(words.length());
        }
        Element dialled = parsed(Twiml.transfer(new Transfer("desk", number, null, 20), HERE, HERE, 60));
        assertThat(elements(dialled)).containsExactly("Dial", "Number");
        assertThat(dialled.getTextContent()).isEqualTo(number);
    }

    private static Element parsed(String document) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder()
                .parse(new InputSource(new StringReader(document)))
                .getDocumentElement();
    }

    private static List<String> elements(Element parent) {
        List<String> names = new ArrayList<>();
        for (Node each = parent.getFirstChild(); each != null; each = each.getNextSibling()) {
            if (each instanceof Element element) {
                names.add(element.getTagName());
                names.addAll(elements(element));
            }
        }
        return names;
    }
}
