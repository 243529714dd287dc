// The limits on everything that comes from outside, in one place, each with its reason. Documented in docs/.
#pragma once

#include <cstddef>

namespace newshound {

// Articles.
inline constexpr std::size_t kMaxLineBytes = 8u << 20;   // one JSON line: bounds the memory of a reader
inline constexpr std::size_t kMaxBodyBytes = 4u << 20;   // a body; the longest real articles have 200 KB
inline constexpr std::size_t kMaxPageBytes = 16u << 20;  // an HTML page; the largest of 203 real ones has 2.9 MB
inline constexpr std::size_t kMaxTitleBytes = 4096;      // a title
inline constexpr std::size_t kMaxIdBytes = 512;          // an id; longer ones are refused, not cut
inline constexpr std::size_t kMaxUrlBytes = 4096;        // a URL
inline constexpr std::size_t kMaxValueBytes = 1024;      // one outlet, topic, author, place or section
inline constexpr std::size_t kMaxValuesPerField = 255;   // values of a multi-valued field
inline constexpr std::size_t kMaxJsonDepth = 64;         // nesting of an article's unknown fields

// Inputs of the indexer.
inline constexpr std::size_t kMaxSourceBytes = 16u
                                               << 20;  // an element of a feed or wire document, an HTML response with its headers
inline constexpr std::size_t kMaxHeadBytes = 1u << 20;  // what a feed says before its first item
inline constexpr std::size_t kMaxXmlDepth = 128;        // nesting of elements
inline constexpr std::size_t kMaxXmlNodes = 200000;     // elements and pieces of text of one item
inline constexpr std::size_t kMaxWarcHeaderBytes = 64u << 10;
inline constexpr std::size_t kMaxExpansion = 500;            // packed data that unpacks to more is refused; text has about 4
inline constexpr std::size_t kMaxExpansionFree = 64u << 20;  // below this many bytes nobody is hurt
inline constexpr std::size_t kMaxMappingBytes = 256u << 10;  // a file of --map or --outlet-aliases
inline constexpr std::size_t kMaxCsvColumns = 1024;
inline constexpr std::size_t kMaxTopicRulesBytes = 1u << 20;  // a file of --topics; ours has 60 KB
inline constexpr std::size_t kMaxTopicTerms = 16000;          // of a language
inline constexpr std::size_t kMaxTopicTermWords = 4;          // of a phrase; terms times words are fewer than 65,536

// Stem exceptions (analysis/stem_exceptions.h): a person writes them; the bounds keep opening an index quick.
inline constexpr std::size_t kMaxStemExceptionBytes = 1u << 20;
inline constexpr std::size_t kMaxStemExceptionLines = 20000;
// What outlets repeat on their pages (indexer/boilerplate.h): some ten lines an outlet; bounds the memory of a build and an add.
inline constexpr std::size_t kMaxBoilerplateBytes = 64u << 20;

// Queries (DESIGN section 6).
inline constexpr std::size_t kMaxQueryBytes = 4096;
inline constexpr std::size_t kMaxQueryWords = 512;
inline constexpr std::size_t kMaxQueryOperators = 64;
inline constexpr std::size_t kMaxQueryNesting = 32;
inline constexpr std::size_t kMaxQueryWildcards = 8;
inline constexpr std::size_t kMinWildcardLetters = 3;
inline constexpr std::size_t kMaxWildcardForms = 4096;  // forms that one wildcard may stand for; more are cut, and said so
inline constexpr std::size_t kMaxNearDistance = 100;

// Answers.
inline constexpr std::size_t kDefaultLimit = 10;
inline constexpr std::size_t kMaxLimit = 100;         // over HTTP; the command-line tool has no upper limit
inline constexpr std::size_t kMaxPageWindow = 10000;  // page × limit
inline constexpr std::size_t kDefaultFacetLimit = 10;
inline constexpr std::size_t kMaxFacetLimit = 1000;
inline constexpr std::size_t kMaxHistogramBuckets = 20000;  // e.g. 54 years of days
inline constexpr std::size_t kMaxParameterValues = 255;     // values of one repeated parameter

// Bodies of requests (InstantSearch's batches: docs/instantsearch.md).
inline constexpr std::size_t kMaxRequestBodyBytes = 256u << 10;  // 50 requests with a query of 4,096 bytes each and their filters
inline constexpr std::size_t kMaxBatchRequests = 50;             // as many as the protocol allows; bounds the work of one request
inline constexpr std::size_t kMaxBatchValues = 20000;            // JSON values of a body: bounds the tree that is made of it
inline constexpr std::size_t kMaxBatchDepth = 8;                 // nesting of a body; 6 are needed
inline constexpr std::size_t kMaxBatchFilters = 48;              // filters of a request; the matcher tells 64 apart
inline constexpr std::size_t kDefaultBatchLimit = 20;            // hitsPerPage where none is stated: the protocol's
inline constexpr std::size_t kDefaultMaxValuesPerFacet = 100;    // likewise
inline constexpr std::size_t kMaxFacetHits = 100;                // values of a facet search, likewise

// Terms: Xapian refuses terms over 245 bytes; a longer value is its prefix + hash (analysis/terms.h).
inline constexpr std::size_t kMaxTermBytes = 200;

}  // namespace newshound
