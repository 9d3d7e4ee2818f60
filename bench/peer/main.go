// A Go server that renders the rows of one of our pages with net/http and html/template, to compare CPU per request.
package main

import (
	"bytes"
	"encoding/json"
	"html/template"
	"log"
	"net/http"
	"os"
	"strings"
)

type Cell struct {
	Text  string `json:"text"`
	Link  string `json:"link"`
	Class string `json:"class"`
}

type Page struct {
	Title string   `json:"title"`
	Rows  [][]Cell `json:"rows"`
	Bytes int      `json:"bytes"`
	// Fixed text that makes the page as long as the one it is compared with.
	Frame template.HTML
	Mark  template.HTML
}

const source = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{{.Title}}</title></head>
<body>{{.Frame}}
<table>
{{range .Rows}}<tr>{{range .}}<td{{if .Class}} class="{{.Class}}"{{end}}>{{if .Link}}<a href="{{.Link}}">{{.Text}}</a>{{else}}{{.Text}}{{end}}</td>{{end}}{{$.Mark}}</tr>
{{end}}</table>
</body></html>
`

func main() {
	if len(os.Args) != 3 {
		log.Fatal("usage: peer HOST:PORT ROWS.json")
	}
	data, err := os.ReadFile(os.Args[2])
	if err != nil {
		log.Fatal(err)
	}
	var page Page
	if err := json.Unmarshal(data, &page); err != nil {
		log.Fatal(err)
	}
	render := template.Must(template.New("page").Parse(source))
	measure := func() int {
		var buffer bytes.Buffer
		if err := render.Execute(&buffer, page); err != nil {
			log.Fatal(err)
		}
		return buffer.Len()
	}
	// A quarter of what is missing stands around the rows, the rest in them, as in our page.
	if missing := page.Bytes - measure(); missing > 0 && len(page.Rows) > 0 {
		each := missing * 3 / 4 / len(page.Rows)
		page.Mark = template.HTML(filler(each))
		page.Frame = template.HTML(filler(page.Bytes - measure()))
	}
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		var buffer bytes.Buffer
		// The rows are gathered anew for each request, as a store would.
		rows := make([][]Cell, len(page.Rows))
		for i, row := range page.Rows {
			rows[i] = append([]Cell(nil), row...)
		}
		if err := render.Execute(&buffer, Page{Title: page.Title, Rows: rows, Frame: page.Frame, Mark: page.Mark}); err != nil {
			http.Error(w, "template", 500)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Write(buffer.Bytes())
	})
	log.Fatal(http.ListenAndServe(os.Args[1], nil))
}

func filler(length int) string {
	if length < 16 {
		return ""
	}
	return "<!-- " + strings.Repeat("frame ", (length-9)/6+1)[:length-9] + " -->"
}
