package org.talweg.checker;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Reads a certificate once, from start to end, and proves each claim from the evidence beside it and the claims before. */
final class Verifier implements Claims {

    static final String FORMAT = "talweg-certificate-1";

    private final JsonReader json;
    private final String expectedSha256;
    private final List<Report.Proof> verified = new ArrayList<>();
    private final List<Claim> notClaimed = new ArrayList<>();
    private Claim claim = Claim.of("format");

    private Problem problem;
    private final List<Face> faces = new ArrayList<>();
    private Solution global;
    private Cells cells;
    private final BitSet slack = new BitSet();
    private Family optimum;
    private Fraction globalLower;
    private Fraction globalUpper;
    private final List<Minimum> minima = new ArrayList<>();
    private final List<Family> open = new ArrayList<>();
    private boolean complete;

    /**
     * A verifier of one certificate.
     *
     * @param expectedSha256 of the data that it must be about; null for any
     */
    Verifier(JsonReader json, String expectedSha256) {
        this.json = json;
        this.expectedSha256 = expectedSha256;
    }

    @Override
    public Claim claim() {
        return claim;
    }

    @Override
    public List<Report.Proof> run() throws IOException, Refusal {
        data();
        faces();
        globalAndCells();
        optimum();
        minima();
        completeness();
        widths();
        json.pass('}');
        json.end();
        return verified;
    }

    /** A number of things; no other package may be used here. */
    static String counted(long number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }

    private void accept(String what) {
        verified.add(new Report.Proof(claim, what));
    }

    private void data() throws IOException, Refusal {
        json.name("problem");
        claim = Claim.of("data");
        problem = new Problem(json);
        Refusal.unless(
                expectedSha256 == null || expectedSha256.equals(problem.sha256),
                "the certificate is about other data, with sha256 %s",
                problem.sha256);
        accept(counted(problem.n, "row") + " of " + counted(problem.d, "input") + ", sha256 " + problem.sha256
                + ", lambda " + problem.lambda);
    }

    private void faces() throws IOException, Refusal {
        json.name("faces");
        claim = Claim.of("faces");
        json.pass('[');
        json.begin();
        while (json.more(faces.size())) {
            faces.add(new Face(json, problem));
            json.begin();
        }
    }

    /** The bounds of the global value rest on all cells, so they are read before the cells and proved after them. */
    private void globalAndCells() throws IOException, Refusal {
        json.begin();
        json.name("global");
        claim = Claim.of("global value");
        json.pass('{');
        json.name("solution", true);
        global = new Solution(json, problem, faces);
        json.pass('}');
        json.name("cells");
        claim = Claim.of("cells");
        Fraction largest = cells();
        accept(counted(cells.size(), "cell") + ", all of them; N = " + counted(cells.signed(), "signed cell"));
        json.name("value");
        claim = Claim.of("global value");
        Fraction[] value = enclosure();
        Support support = new Support(global);
        Fraction lower = problem.original(support.lowerBound(largest)).positivePart();
        Refusal.unless(value[0].compareTo(lower) <= 0, "the lower bound is not shown");
        globalLower = value[0];
        globalUpper = value[1];
        Refusal.unless(problem.original(global.upper()).compareTo(globalUpper) <= 0, "the upper bound is not shown");
        accept("no network of any width has a loss below " + value[0] + "; at each width m >= " + global.rays.size()
                + " some network has at most " + value[1]);
    }

    private Fraction[] enclosure() throws IOException, Refusal {
        json.pass('{');
        json.name("lower", true);
        Fraction lower = json.fraction();
        json.name("upper");
        Fraction upper = json.fraction();
        json.pass('}');
        return new Fraction[] {lower, upper};
    }

    /** Reads the cells; gives the largest bound of a support value. */
    private Fraction cells() throws IOException, Refusal {
        cells = new Cells(problem);
        Support support = new Support(global);
        Support.Bound largest = new Support.Bound(BigInteger.ZERO, BigInteger.ONE);
        json.pass('{');
        json.name("count", true);
        String count = json.text(20);
        json.name("list");
        json.pass('[');
        int i = 0;
        while (json.more(i++)) {
            json.begin();
            json.pass('{');
            json.name("witness", true);
            int[] signs = cells.add(json.integers(problem.d));
            BigInteger[] active = support.active(signs);
            json.name("multipliers");
            json.pass('[');
            int first = cells.signed() - (cells.isCentral() ? 4 : 2);
            for (int c = first; c < cells.signed(); c++) {
                cells.signs(c, signs);
                Refusal.unless(json.more(c - first), "multipliers of a signed cell are missing");
                Support.Bound bound =
                        support.read(json, Cells.sign(c), signs, c - first < 2 ? active : support.opposite(active));
                largest = bound.exceeds(largest) ? bound : largest;
                slack.set(c, global.radius != null && support.isSlack(bound));
            }
            Refusal.unless(!json.more(4), "a cell has too many multipliers");
            json.pass('}');
        }
        json.begin();
        json.pass('}');
        Refusal.unless(Integer.toString(cells.size()).equals(count), "the list has %s", counted(cells.size(), "cell"));
        Refusal.unless(Cells.count(problem, cells.size()) == cells.size(), "the arrangement has more cells");
        return support.upper(largest);
    }

    private void optimum() throws IOException, Refusal {
        json.name("optimum");
        claim = Claim.of("unique optimum");
        if (json.isNull()) {
            notClaimed.add(claim);
            return;
        }
        Family family = new Family(global, cells, slack);
        Refusal.unless(family.isGlobal, "a signed cell is neither a host nor shown to be slack");
        json.pass('{');
        json.name("masses", true);
        Masses.check(json, global);
        json.name("stars");
        family.requireStars(json);
        json.name("regions");
        Counts regions = family.regions();
        regions.requireEqual(json);
        json.pass('}');
        optimum = family;
        int rays = global.rays.size();
        accept("rays " + family.rays() + "; at every width m >= " + rays
                + " the regions that hold a global minimum are " + regions + " of " + cells.signed() + "^m");
    }

    private void minima() throws IOException, Refusal {
        json.begin();
        json.name("minima");
        json.pass('[');
        while (json.more(minima.size())) {
            claim = new Claim(Claim.LOCAL_MINIMUM, minima.size() + 1);
            minimum();
            json.begin();
        }
    }

    private void minimum() throws IOException, Refusal {
        Family family = Family.read(json, problem, faces, cells);
        Refusal.unless(!family.solution.rays.isEmpty(), "it has no ray");
        Refusal.unless(family.hasFullStars, "a cell of a star is not shown to host its ray");
        Refusal.unless(optimum == null || optimum.isApart(family), "it is not shown to differ from the global optimum");
        for (Minimum other : minima) {
            Refusal.unless(other.family().isApart(family), "it is not shown to differ from an earlier one");
        }
        json.name("masses");
        Masses.check(json, family.solution);
        json.name("value");
        Fraction[] value = enclosure();
        Refusal.unless(
                value[0].compareTo(problem.original(family.solution.lower())) <= 0, "the lower bound is not shown");
        Refusal.unless(
                value[1].compareTo(problem.original(family.solution.upper())) >= 0, "the upper bound is not shown");
        Refusal.unless(
                minima.isEmpty() || minima.get(minima.size() - 1).lower().compareTo(value[0]) <= 0,
                "the values do not ascend");
        json.name("stars");
        family.requireStars(json);
        json.name("regions");
        Counts regions = family.regionsOnRays();
        regions.requireEqual(json);
        json.pass('}');
        minima.add(new Minimum(family, value[0], value[1]));
        boolean spurious = optimum != null || globalUpper.compareTo(value[0]) < 0;
        accept((spurious ? "spurious" : "value not separated from the global one")
                + ", rays " + family.rays() + ", value from " + value[0] + " to " + value[1] + ", held by " + regions
                + (regions.toString().equals("1") ? " region" : " regions"));
    }

    private void completeness() throws IOException, Refusal {
        json.name("completeness");
        claim = Claim.of("complete list");
        if (json.isNull()) {
            notClaimed.add(claim);
            return;
        }
        json.pass('{');
        json.name("kind", true);
        String kind = json.text(40);
        Refusal.unless(optimum != null, "the global optimum is not shown to be unique");
        String how = "";
        if (kind.equals("search")) {
            how = "; " + search();
        } else {
            Refusal.unless(kind.equals("checksum"), "unknown kind of evidence %s", kind);
            checksum();
        }
        json.pass('}');
        complete = true;
        accept(minima.size() + (minima.size() == 1 ? " local minimum" : " local minima")
                + " besides the global ones, at all widths; open: " + open.size() + how);
    }

    /** All sets of signed faces but those of the listed minima are excluded. */
    private SearchTree search() throws IOException, Refusal {
        List<Family> listed = new ArrayList<>(List.of(optimum));
        for (Minimum minimum : minima) {
            listed.add(minimum.family());
        }
        Fraction lower = globalLower.times(problem.scaleY.multiply(problem.scaleY));
        return new SearchTree(json, problem, faces, cells, lower, listed);
    }

    /** The families of all optima, each once, must account for all regions. */
    private void checksum() throws IOException, Refusal {
        List<Family> families = new ArrayList<>();
        Counts sum = new Counts();
        add(optimum, families, sum);
        for (Minimum minimum : minima) {
            add(minimum.family(), families, sum);
        }
        json.name("raySets");
        json.pass('[');
        int i = 0;
        while (json.more(i++)) {
            Family family = Family.read(json, problem, faces, cells);
            if (family.readDescent(json) < 0 && !family.solution.rays.isEmpty()) {
                open.add(family);
            }
            add(family, families, sum);
            json.begin();
        }
        Refusal.unless(sum.isPower(cells.signed()), "the ray sets account for %s regions, not all", shorten(sum));
    }

    private static String shorten(Counts sum) {
        String text = sum.toString();
        return text.length() <= 100 ? text : text.substring(0, 100) + "..";
    }

    private static void add(Family family, List<Family> families, Counts sum) throws Refusal {
        for (int i = 0; i < families.size(); i++) {
            Refusal.unless(
                    family.isDisjoint(families.get(i)), "two ray sets are not shown to belong to different regions");
        }
        families.add(family);
        sum.add(family.regions());
    }

    private void widths() throws IOException, Refusal {
        json.name("widths");
        json.pass('[');
        Proved proved = new Proved(global.rays.size(), globalUpper, optimum, complete, minima, open);
        int previous = 0;
        while (json.more(previous)) {
            json.begin();
            claim = Claim.of("width");
            json.pass('{');
            json.name("width", true);
            int m = json.index(Integer.MAX_VALUE);
            claim = new Claim("width", m);
            Refusal.unless(m > previous, "the widths do not ascend");
            previous = m;
            Width width = Width.of(m, proved);
            width.requireEqual(json);
            json.pass('}');
            if (width.claimsNothing()) {
                notClaimed.add(claim);
            } else {
                accept(width.toString());
            }
        }
    }

    /** What a certificate of this format may claim and this one does not. */
    @Override
    public List<Claim> notClaimed() {
        return notClaimed;
    }
}
