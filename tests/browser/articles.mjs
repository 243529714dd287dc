// The articles that the browser tests search: several outlets, topics, languages and years, and one whose every field is hostile.
export const MARKUP = `<script>window.hit=1</script><img src=x onerror="window.hit=1">"'&amp;{{title}}{{{title}}}`;

const OUTLETS = ["Harbour Post", "Northern Courier", "Orbit Weekly", "Ledger & Tide", "The Lantern", "Meridian Wire", "Dale Gazette", "Kestrel Tribune"];
const TOPICS = ["Rail", "Storms", "Science", "Courts", "Food", "Labour", "Elections", "Music"];

const number = (n, digits = 2) => String(n).padStart(digits, "0");

export const articles = () => {
  const list = [];
  for (let n = 0; n < 60; ++n) {
    const outlet = OUTLETS[n % OUTLETS.length];
    list.push({
      id: `rail-${n}`, url: `https://${outlet.toLowerCase().replace(/[^a-z]+/g, "-")}.example/${n}`, title: `Night train ${n} leaves the harbour station on time`,
      standfirst: n % 3 ? undefined : "The timetable calls it a trial; the town calls it a promise kept.",
      body: `The night train left at ten past nine with every berth taken. Passenger number ${n} came with a suitcase full of oranges.\n\nThe railway says that the line to the north will stay open. A strike had been announced, and was called off on the quay.`,
      outlet, section: n % 2 ? "Local" : "Business", topics: [TOPICS[Math.floor(n / 8)], ...(n % 5 || n < 8 ? [] : ["Rail"])], authors: n % 4 ? ["Maud Okafor"] : ["Tobias Wren", "Ines Calloway"],
      language: "en", published: n % 7 ? `202${3 + (n % 3)}-${number(1 + (n % 12))}-${number(1 + (n % 28))}` : `2025-0${1 + (n % 9)}-10T06:40:00Z`, is_free: n === 5 ? false : undefined,
      correction: n === 3 ? "An earlier version named another platform." : undefined,
    });
  }
  list.push({ id: "de-1", url: "https://elbwarte.example/1", title: "Nachtzug verlässt den Hafen", body: "Der Nachtzug fuhr pünktlich ab. Alle Betten waren belegt.", outlet: "Die Elbwarte", topics: ["Rail"], language: "de", published: "2025-03-01" });
  list.push({ id: "ar-1", url: "https://manara.example/1", title: "قطار الليل يغادر المرفأ في موعده", body: "غادر قطار الليل المحطة في موعده وكانت كل الأسرّة محجوزة.", outlet: "صحيفة المنارة", topics: ["سكك"], authors: ["ليلى الحداد"], language: "ar", published: "2025-04-01" });
  list.push({ id: "ar-2", title: "المرفأ الجديد يفتح أبوابه", body: "افتتح المرفأ الجديد أمام القطار والمسافرين.", outlet: "المرفأ", topics: ["سكك"], language: "ar", published: "2024-04-01" });
  list.push({ id: `hostile-<b>"&'`, url: "https://hostile.example/?a=1&b=<script>", title: `hostile ${MARKUP}`, standfirst: MARKUP, body: `hostile ${MARKUP}\n\n${MARKUP} again hostile`,
    outlet: MARKUP, section: MARKUP, topics: [MARKUP], authors: [MARKUP], places: [MARKUP], language: "en", published: "2025-05-01", correction: MARKUP, wire_credit: MARKUP });
  list.push({ id: "untitled", body: "A note without any title about a lighthouse keeper.", published: "2025-05-02" });
  list.push({ id: "long", url: "https://long.example/1", title: `Lighthouse ${"Donaudampfschifffahrtsgesellschaftskapitän".repeat(4)}`, body: `Lighthouse ${"x".repeat(400)} end.`, outlet: "Y".repeat(80), topics: ["Z".repeat(90)], language: "en", published: "2025-05-03" });
  list.push({ id: "embargoed", title: "Lighthouse secret", body: "Nobody may see this.", embargoed_until: "2999-01-01T00:00:00Z" });
  return list;
};
