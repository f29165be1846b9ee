import { defineTools, list, readText, request, websocket, writeText } from 'yoi-plugin/pdk'

export default defineTools({
  call_all: {
    run() {
      const names = list('.').entries.map(entry => entry.name)
      const { content } = readText(names[0]!)
      const url = 'https://api.example.com/v1/rows'
      const response = request({ method: 'POST', url, headers: { accept: 'text/plain' }, body: content })
      const { bytesWritten } = writeText('copy.txt', response.body)
      const connection = websocket.open('wss://api.example.com/')
      websocket.send(connection, content)
      const message = websocket.recv(connection, 1500)
      const isClosed = websocket.close(connection)
      const { status, headers } = response
      return { summary: 'called', content: { names, status, headers, bytesWritten, message, isClosed } }
    },
  },
  call_none: { run: () => ({ summary: 'alone' }) },
})
