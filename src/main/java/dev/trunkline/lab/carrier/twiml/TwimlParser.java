package dev.trunkline.lab.carrier.twiml;

import dev.trunkline.lab.carrier.rest.CarrierFailure;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Reads TwiML (docs "TwiML for Programmable Voice"). No document types, so no entities from elsewhere. Immutable. */
final class TwimlParser {

    private static final int MAX_BYTES = 64 * 1024;
    private static final Set<String> DIALLED = Set.of("Number", "Sip", "Client");
    private static final long PAUSE_SECONDS = 1;
    private static final long GATHER_TIMEOUT_SECONDS = 5;
    private static final long MAX_DIGITS = 64;
    private static final long DIAL_TIMEOUT_SECONDS = 30;
    private static final long DIAL_LIMIT_SECONDS = 14_400;

    private TwimlParser() {}

    /** Reads a document; throws {@link CarrierFailure} when it is not TwiML. */
    static List<Verb> parse(String xml) {
        if (xml.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw new CarrierFailure(11_750, "TwiML response body too large");
        }
        Element response = root(xml);
        if (!"Response".equals(response.getTagName())) {
            throw new CarrierFailure(12_100, "Document parse failure: <Response> expected");
        }
        return children(response).stream().map(TwimlParser::verb).toList();
    }

    private static Element root(String xml) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
            factory.setXIncludeAware(false);
            factory.setExpandEntityReferences(false);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null); // the default one prints
            return builder.parse(new InputSource(new StringReader(xml))).getDocumentElement();
        } catch (SAXException | IOException e) {
            throw new CarrierFailure(12_100, "Document parse failure: " + e.getMessage());
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("this JVM has no safe XML parser", e);
        }
    }

    private static Verb verb(Element element) {
        return switch (element.getTagName()) {
            case "Say" -> new Verb.Say(text(element));
            case "Play" -> new Verb.Play(new Verb.Link(text(element), "GET"));
            case "Enqueue" ->
                new Verb.Enqueue(
                        text(element), link(element, "waitUrl", "waitUrlMethod"), link(element, "action", "method"));
            case "Leave" -> new Verb.Leave();
            case "Pause" -> new Verb.Pause(1_000 * seconds(element, "length", PAUSE_SECONDS));
            case "Gather" ->
                new Verb.Gather(
                        children(element).stream().map(TwimlParser::verb).toList(),
                        (int) seconds(element, "numDigits", MAX_DIGITS),
                        1_000 * seconds(element, "timeout", GATHER_TIMEOUT_SECONDS),
                        link(element, "action", "method"));
            case "Hangup" -> new Verb.Hangup();
            case "Reject" -> new Verb.Reject(attribute(element, "reason", "rejected"));
            case "Redirect" -> new Verb.Redirect(new Verb.Link(text(element), method(element, "method")));
            case "Connect" -> connect(element);
            case "Dial" -> dial(element);
            default -> new Verb.Unknown(element.getTagName());
        };
    }

    private static Verb connect(Element element) {
        for (Element child : children(element)) {
            if ("Stream".equals(child.getTagName())) {
                return new Verb.Connect(stream(child), link(element, "action", "method"));
            }
        }
        return new Verb.Unknown("Connect without Stream");
    }

    private static Verb.Stream stream(Element element) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (Element child : children(element)) {
            if ("Parameter".equals(child.getTagName())) {
                parameters.put(attribute(child, "name", ""), attribute(child, "value", ""));
            }
        }
        return new Verb.Stream(
                attribute(element, "url", ""),
                attribute(element, "name", ""),
                attribute(element, "track", ""),
                link(element, "statusCallback", "statusCallbackMethod"),
                parameters);
    }

    private static Verb dial(Element element) {
        List<Verb.DialTarget> numbers = new ArrayList<>();
        for (Element child : children(element)) {
            String prefix = "Client".equals(child.getTagName()) ? "client:" : "";
            if (!DIALLED.contains(child.getTagName())) {
                return new Verb.Unknown("Dial " + child.getTagName());
            }
            numbers.add(new Verb.DialTarget(prefix + text(child), link(child, "url", "method")));
        }
        if (numbers.isEmpty()) {
            numbers.add(new Verb.DialTarget(text(element), null));
        }
        return new Verb.Dial(
                List.copyOf(numbers),
                link(element, "action", "method"),
                1_000 * seconds(element, "timeout", DIAL_TIMEOUT_SECONDS),
                1_000 * seconds(element, "timeLimit", DIAL_LIMIT_SECONDS),
                attribute(element, "callerId", ""));
    }

    private static Verb.@Nullable Link link(Element element, String urlName, String methodName) {
        String url = attribute(element, urlName, "");
        return url.isEmpty() ? null : new Verb.Link(url, method(element, methodName));
    }

    private static String method(Element element, String name) {
        return attribute(element, name, "POST").toUpperCase(Locale.ROOT);
    }

    private static long seconds(Element element, String name, long otherwise) {
        String text = attribute(element, name, "");
        try {
            return text.isEmpty() ? otherwise : Math.max(0, Long.parseLong(text));
        } catch (NumberFormatException e) {
            throw new CarrierFailure(12_200, "Schema validation warning: " + name + " is no number");
        }
    }

    private static String attribute(Element element, String name, String otherwise) {
        String value = element.getAttribute(name).strip();
        return value.isEmpty() ? otherwise : value;
    }

    private static String text(Element element) {
        return element.getTextContent().strip();
    }

    private static List<Element> children(Element parent) {
        List<Element> children = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                children.add(element);
            }
        }
        return children;
    }
}
